import { ensureModules } from './setup/modules.mjs';
import { runMain } from './setup/set-up-error.mjs';
import { runChecks } from './test/checks.mjs';

await runMain(async () => {
  await ensureModules();
  return (await runChecks()).failed === 0 ? 0 : 1;
});
