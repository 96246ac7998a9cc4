import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';

interface TestGlobal {
  hasHeard?: boolean;
}

test('the keys that show the window show it while it is hidden, wherever the focus is', async ({
  app: portolan,
}) => {
  test.skip(process.env['DISPLAY'] === undefined, 'The keys are pressed on an X11 screen.');
  await portolan.request('settings.change', { shortcut: 'Control+Alt+P' });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await pressKeys('ctrl+alt+p');
  await expect.poll(() => portolan.isVisible()).toBe(true);

  await portolan.request('settings.change', { shortcut: null });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  // Keys come in their order: once the others are heard, these would have been.
  await portolan.app.evaluate(({ globalShortcut }) => {
    globalShortcut.register('Control+Alt+O', () => ((globalThis as TestGlobal).hasHeard = true));
  });
  await pressKeys('ctrl+alt+p', 'ctrl+alt+o');
  await expect.poll(() => portolan.app.evaluate(() => (globalThis as TestGlobal).hasHeard)).toBe(true);
  expect(await portolan.isVisible()).toBe(false);
});

/** As a keyboard does, so that whoever has asked the system for these keys is told, whatever has the focus. */
async function pressKeys(...keys: readonly string[]): Promise<void> {
  await promisify(execFile)('xdotool', ['key', ...keys]);
}
