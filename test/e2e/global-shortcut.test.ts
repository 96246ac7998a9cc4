import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';

test('the keys that show the window show it while it is hidden, wherever the focus is', async () => {
  test.skip(process.env['DISPLAY'] === undefined, 'The keys are pressed on an X11 screen.');
  await using demo = await DemoHome.create();
  await using portolan = await demo.launch();
  await portolan.request('settings.change', { shortcut: 'Control+Alt+P' });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await pressKeys();
  await expect.poll(() => portolan.isVisible()).toBe(true);

  await portolan.request('settings.change', { shortcut: null });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await pressKeys();
  expect(await portolan.isVisible()).toBe(false);
});

/** As a keyboard does, so that whoever has asked the system for these keys is told, whatever has the focus. */
async function pressKeys(): Promise<void> {
  await promisify(execFile)('xdotool', ['key', 'ctrl+alt+p']);
}
