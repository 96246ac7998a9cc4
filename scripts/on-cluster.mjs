import { ensureModules } from './setup/modules.mjs';
import { endWithParent, node24, run } from './setup/process.mjs';
import { runMain } from './setup/set-up-error.mjs';

// `npm run bench` and `npm run soak`: a program that needs the tests' Kubernetes, and the cluster for as long as it runs.
endWithParent();
await runMain(async () => {
  await ensureModules();
  return run(node24, ['scripts/test/on-cluster.mjs', ...process.argv.slice(2)]);
});
