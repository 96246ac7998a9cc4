import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { electronProgram } from './support/portolan.ts';

/** Moments of a start, each as a script that quits then; Playwright is heard only later. */
const earlyQuits = {
  'while the page begins to load': `app.on('web-contents-created', (_event, contents) => {
  contents.once('did-start-loading', () => app.quit());
});`,
  'while the engine is opened': `app.on('browser-window-created', () => setImmediate(() => app.quit()));`,
};

for (const [moment, script] of Object.entries(earlyQuits)) {
  test(`quitting ${moment} ends the app`, async () => {
    await using demo = await DemoHome.create();
    const early = join(demo.home.path, 'early.cjs');
    await writeFile(early, `const { app } = require('electron');\n${script}`);
    const child = spawn(electronProgram, ['-r', early, ...demo.home.args()], {
      env: demo.home.env({ kubeconfig: demo.kubeconfig }),
      stdio: 'ignore',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    const log = await readFile(join(demo.home.userData, 'logs', 'main.log'), 'utf8').catch(() => '');
    expect(log).not.toContain('[error]');
  });
}
