import { ensureModules } from './setup/modules.mjs';
import { node24, run } from './setup/process.mjs';
import { runMain } from './setup/set-up-error.mjs';

// `npm run cluster` and `npm run cluster:down`: the tests' Kubernetes, for use by hand.
await runMain(async () => {
  const [action = 'up', ...args] = process.argv.slice(2);
  await ensureModules();
  return run(node24, [`test/cluster/${action}.ts`, ...args]);
});
