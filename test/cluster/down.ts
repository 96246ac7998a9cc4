import { stopCluster } from './cluster.ts';
import { say } from './progress.ts';

try {
  await stopCluster();
  say('stopped');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
