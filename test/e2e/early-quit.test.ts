import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';

/** Moments of a start, each as a script that quits then; Playwright is heard only later. */
const earlyQuits = {
  'while the page begins to load': `app.on('web-contents-created', (_event, contents) => {
  contents.once('did-start-loading', () => app.quit());
});`,
  'while the engine is opened': `app.on('browser-window-created', () => setImmediate(() => app.quit()));`,
};

for (const [moment, script] of Object.entries(earlyQuits)) {
  test(`quitting ${moment} ends the app`, async ({ home }) => {
    const logs = join(home.path, 'logs');
    const early = join(home.path, 'early.cjs');
    // The log is where this test looks for it, on every system.
    const prelude = `const { app } = require('electron');\napp.setAppLogsPath(${JSON.stringify(logs)});`;
    await writeFile(early, `${prelude}\n${script}`);
    await home.run(['-r', early, ...home.args()]);
    const log = await readFile(join(logs, 'main.log'), 'utf8').catch(() => '');
    expect(log).not.toContain('[error]');
  });
}
