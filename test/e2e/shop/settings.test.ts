import { test } from '../support/on-shop.ts';
import { expect } from '../support/expect.ts';

test('each setting has its sentence, and the theme is chosen, found by search, remembered, and given back to the system', async ({
  home,
}) => {
  const portolan = await home.launch();
  const { page } = portolan;
  await expect(page.getByRole('main', { name: 'Forwards' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('main', { name: 'Settings' });
  const rows = settings.getByRole('listitem');
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.all()) await expect(row.locator('.sentence')).toHaveText(/^\p{Lu}[^.]*\.$/u);
  await settings.getByRole('searchbox', { name: 'Filter settings' }).fill('dark');
  await expect(settings.getByRole('switch')).toHaveCount(0);
  await settings.getByLabel('Theme').selectOption('dark');
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await portolan.quit();

  await using again = await home.launch();
  expect(await again.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  expect((await again.snapshot()).settings.theme).toBe('dark');

  await again.page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await again.page.getByLabel('Theme').selectOption('Same as system');
  await expect.poll(() => again.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system');
});
