import { withWindow } from './desktop/with-window.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { endWithParent, root, run } from './setup/process.mjs';
import { runMain } from './setup/set-up-error.mjs';

endWithParent();
await runMain(() =>
  withWindow(async (electron, env, switches) => {
    await ensureBuilt();
    return run(electron.executable, [...switches, root, ...process.argv.slice(2)], { env });
  }),
);
