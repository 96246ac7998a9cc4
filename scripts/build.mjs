import { build } from './setup/build.mjs';
import { ensureModules } from './setup/modules.mjs';
import { runMain } from './setup/set-up-error.mjs';

await runMain(async () => {
  await ensureModules();
  await build();
  return 0;
});
