import { withWindow } from './desktop/with-window.mjs';
import { bin, endWithParent, node24, run } from './setup/process.mjs';
import { runMain } from './setup/set-up-error.mjs';

endWithParent();
await runMain(() =>
  withWindow((_electron, env, switches) =>
    run(node24, [bin.electronVite, 'dev', '--watch', '--', ...switches, ...process.argv.slice(2)], { env }),
  ),
);
