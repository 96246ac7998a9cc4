import type { Page } from '@playwright/test';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

/** What the window says of itself, as far as a language decides it. */
interface Spoken {
  readonly tag: string;
  readonly settings: string;
  readonly language: string;
  readonly headings: readonly string[];
}

const japanese: Spoken = {
  tag: 'ja',
  settings: '設定',
  language: '言語',
  headings: ['設定', '外観', '起動とウィンドウ', '通知', 'ヘルプ'],
};
const chinese: Spoken = {
  tag: 'zh-CN',
  settings: '设置',
  language: '语言',
  headings: ['设置', '外观', '启动与窗口', '通知', '帮助'],
};

function settingsOf(page: Page, { settings }: Spoken) {
  return page.getByRole('main', { name: settings, exact: true });
}

async function expectSpoken(page: Page, spoken: Spoken): Promise<void> {
  await expect(settingsOf(page, spoken).getByRole('heading')).toHaveText([...spoken.headings]);
  await expect(page.locator('html')).toHaveAttribute('lang', spoken.tag);
}

test('a chosen language is spoken at once, without a reload, and after a restart', async ({ home }) => {
  const portolan = await home.launch();
  const { page } = portolan;
  await expect(page.getByRole('main', { name: 'Forwards' })).toBeVisible();
  await page.evaluate(() => {
    Object.assign(window, { loadedOnce: true });
  });
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('main', { name: 'Settings' });
  await settings.getByRole('searchbox', { name: 'Filter settings' }).fill('language');
  await settings.getByRole('combobox', { name: 'Language' }).selectOption({ label: '日本語' });
  await settingsOf(page, japanese).getByRole('searchbox').fill('');
  await expectSpoken(page, japanese);
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true);
  await portolan.quit();

  await using again = await home.launch();
  await expect(again.page.locator('html')).toHaveAttribute('lang', japanese.tag);
  await again.page.keyboard.press('ControlOrMeta+,');
  await expectSpoken(again.page, japanese);
  await settingsOf(again.page, japanese)
    .getByRole('combobox', { name: japanese.language })
    .selectOption({ label: '简体中文' });
  await expectSpoken(again.page, chinese);
  await settingsOf(again.page, chinese)
    .getByRole('combobox', { name: chinese.language })
    .selectOption('system');
  const { systemLanguage } = await again.snapshot();
  await expect(again.page.locator('html')).toHaveAttribute('lang', systemLanguage);
});

test('the search finds an action by its words in the chosen language and in English', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await portolan.request('settings.change', { language: 'ja' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'すべてを検索' });
  const best = palette.getByRole('option', { selected: true });
  for (const query of ['クラスターを追加', 'add a cluster']) {
    await palette.getByRole('combobox').fill(query);
    await expect(best).toContainText('クラスターを追加');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'クラスターを追加' })).toBeVisible();
});
