import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { hasSystemKeys, pressSystemKeys } from '../support/system-keys.ts';

interface TestGlobal {
  hasHeard?: boolean;
}

test('the keys that show the window show it while it is hidden, wherever the focus is', async ({
  app: portolan,
}) => {
  test.skip(!hasSystemKeys, 'The keys are pressed on an X11 screen.');
  await portolan.request('settings.change', { shortcut: 'Control+Alt+P' });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await pressSystemKeys('ctrl+alt+p');
  await expect.poll(() => portolan.isVisible()).toBe(true);

  await portolan.request('settings.change', { shortcut: null });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  // Keys come in their order: once the others are heard, these would have been.
  await portolan.app.evaluate(({ globalShortcut }) => {
    globalShortcut.register('Control+Alt+O', () => ((globalThis as TestGlobal).hasHeard = true));
  });
  await pressSystemKeys('ctrl+alt+p', 'ctrl+alt+o');
  await expect.poll(() => portolan.app.evaluate(() => (globalThis as TestGlobal).hasHeard)).toBe(true);
  expect(await portolan.isVisible()).toBe(false);
});
