import { ensureBuilt } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensureModules } from './setup/modules.mjs';
import { packageFolder } from './setup/package-folder.mjs';
import { runMain } from './setup/set-up-error.mjs';

await runMain(async () => {
  await ensureModules();
  const electron = await ensureElectron();
  await ensureBuilt();
  return packageFolder(electron, process.argv.slice(2));
});
