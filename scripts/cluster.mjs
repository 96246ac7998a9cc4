import { ensureModules } from './setup/modules.mjs';
import { node24, run } from './setup/process.mjs';
import { runMain } from './setup/set-up-error.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

// `npm run cluster` and `npm run cluster:down`: the tests' Kubernetes, for use by hand.
await runMain(async () => {
  const [action = 'up', ...args] = process.argv.slice(2);
  await ensureModules();
  if (action === 'up') await ensureSystemLibraries(['cluster']);
  return run(node24, [`test/cluster/${action}.ts`, ...args]);
});
