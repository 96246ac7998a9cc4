import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { pressKeys } from './support/x-keys.ts';

test('the keys that show the window show it while it is hidden, wherever the focus is', async () => {
  test.skip(process.platform !== 'linux', 'The keys are pressed on an X11 screen.');
  await using demo = await DemoHome.create();
  await using portolan = await demo.launch();
  await portolan.request('settings.change', { shortcut: 'Control+Alt+P' });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await pressKeys('Control', 'Alt', 'P');
  await expect.poll(() => portolan.isVisible()).toBe(true);

  await portolan.request('settings.change', { shortcut: null });
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await pressKeys('Control', 'Alt', 'P');
  expect(await portolan.isVisible()).toBe(false);
});
