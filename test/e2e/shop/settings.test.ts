import { test } from '../support/on-shop.ts';
import { expect } from '../support/expect.ts';
import { lightness } from '../support/lightness.ts';

/** Of the whole window on the average, from 0 to 1: its ground, but for its words. */
const [dark, light] = [0.3, 0.8];

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

test('a light window on a dark system is drawn so, also after a restart, until the choice is given back', async ({
  home,
}) => {
  const onDark = { args: ['--force-dark-mode'] };
  const portolan = await home.launch(onDark);
  const { page } = portolan;
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect.poll(() => lightness(portolan)).toBeLessThan(dark);
  const theme = page.getByLabel('Theme');
  await expect(theme).toHaveValue('system');
  await theme.selectOption('Light');
  await expect.poll(() => lightness(portolan)).toBeGreaterThan(light);
  await portolan.quit();

  await using again = await home.launch(onDark);
  await expect(again.page.getByRole('main', { name: 'Forwards' })).toBeVisible();
  await expect.poll(() => lightness(again)).toBeGreaterThan(light);
  await again.request('settings.change', { theme: 'system' });
  await expect.poll(() => lightness(again)).toBeLessThan(dark);
});
