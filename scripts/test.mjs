import { ensureModules } from './setup/modules.mjs';
import { endWithParent, node24, run } from './setup/process.mjs';
import { runMain } from './setup/set-up-error.mjs';

endWithParent();
await runMain(async () => {
  await ensureModules();
  return run(node24, ['scripts/test/main.mjs', ...process.argv.slice(2)]);
});
