import { test } from '../support/on-shop.ts';
import { settingsOf } from '../../../src-main/shared/forward.ts';
import { addForward } from '../support/shop-home.ts';
import { expect } from '../support/expect.ts';
import { notifications, watchNotifications } from '../support/notifications.ts';

test('the theme is chosen, found by search, and remembered', async ({ home }) => {
  const portolan = await home.launch();
  const { page } = portolan;
  await expect(page.getByRole('main', { name: 'Forwards' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('main', { name: 'Settings' });
  await settings.getByRole('searchbox', { name: 'Filter settings' }).fill('dark');
  await expect(settings.getByRole('switch')).toHaveCount(0);
  await settings.getByLabel('Theme').selectOption('dark');
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await portolan.quit();

  await using again = await home.launch();
  expect(await again.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  expect((await again.snapshot()).settings.theme).toBe('dark');
});

test('a lost forward is notified by the system, unless that is turned off', async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  await watchNotifications(portolan);
  const saved = await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await portolan.request('forward.update', { id: saved.id, settings: { ...settingsOf(saved), holdMs: 100 } });
  await expect.poll(() => portolan.phase('web')).toBe('active');

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('switch', { name: 'A forward is back' }).click();
  await expect.poll(async () => (await portolan.snapshot()).settings.notify.back).toBe(false);
  await shop.scaleWeb(0);
  await expect.poll(() => notifications(portolan)).toEqual(['web is waiting']);
  await shop.scaleWeb(2);
  await expect.poll(() => portolan.phase('web')).toBe('active');
  expect(await notifications(portolan)).toEqual(['web is waiting']);
});
