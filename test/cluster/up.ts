import { startCluster } from './cluster.ts';
import { say } from './progress.ts';

try {
  const cluster = await startCluster();
  say('ready; use it with KUBECONFIG set to the path below, stop it with: npm run cluster:down');
  process.stdout.write(`${cluster.kubeconfigPath}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
