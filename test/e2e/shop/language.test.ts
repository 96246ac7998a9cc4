import type { Page } from '@playwright/test';
import { chooseLanguage, regionalLocale } from '../../../src-main/shared/language/language.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { openClient } from '../support/open-client.ts';
import { occupy } from '../support/ports.ts';
import { momentIn } from '../support/written.ts';

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
  const { preferredLanguages } = await again.snapshot();
  await expect(again.page.locator('html')).toHaveAttribute('lang', chooseLanguage(preferredLanguages));
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

test('moments, ages and byte counts are written anew in the language that is chosen', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  using stack = new DisposableStack();
  const client = stack.adopt(await openClient(Number(await portolan.port('web'))), (each) => each.destroy());
  client.resume().write('GET /bytes?n=1234567 HTTP/1.1\r\nHost: x\r\n\r\n');
  // A server closes a connection that nobody uses.
  const use = setInterval(() => client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 1_000);
  stack.defer(() => clearInterval(use));
  await page.getByText('svc/web').first().click();
  const moment = page.getByRole('complementary').getByRole('time').last();
  const { preferredLanguages } = await portolan.snapshot();
  const connection = portolan.row(`127.0.0.1:${String(client.localPort)}`);
  for (const { language, age } of [
    { language: 'en', age: /\s\d+[sm]\s/ },
    { language: 'ja', age: /\s\d+\u00a0[秒分]\s/ },
    { language: 'zh-CN', age: /\s\d+\u00a0(秒|分钟)\s/ },
  ] as const) {
    await portolan.request('settings.change', { language });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const locale = regionalLocale(language, preferredLanguages);
    await expect(moment).toHaveAttribute('title', await momentIn(locale, moment));
    await expect(connection).toHaveText(age, { useInnerText: true });
    await expect(connection).toHaveText(/↓ 1\.2\u00a0MB/, { useInnerText: true });
  }
});

test('what stands in the way is told in the chosen language', async ({ app: portolan }) => {
  const { page } = portolan;
  await using taken = await occupy();
  const port = String(taken.port);
  const pid = String(process.pid);
  await addForward(portolan, { label: 'taken', ports: [`${port}:http`], start: true });
  await addForward(portolan, { label: 'gone', target: { name: 'gone' }, ports: [':80'], start: true });
  for (const { language, needsYou, isTaken, isGone } of [
    {
      language: 'ja',
      needsYou: '要対応',
      isTaken: [
        `127.0.0.1:${port} は node (PID ${pid}) が使用中です。`,
        '別のローカルポートを選択するか、自動選択にしてください。',
      ],
      isGone: [
        'コンテキスト「demo」の名前空間 shop に Service gone がありません。',
        '名前と名前空間を確認してください。',
      ],
    },
    {
      language: 'zh-CN',
      needsYou: '需要处理',
      isTaken: [`127.0.0.1:${port} 已被 node（PID ${pid}）占用。`, '请选择其他本地端口，或自动选择。'],
      isGone: ['上下文“demo”的命名空间 shop 中没有 Service gone。', '请检查名称和命名空间。'],
    },
  ] as const) {
    await portolan.request('settings.change', { language });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(portolan.row('taken')).toContainText(needsYou);
    for (const [label, sentences] of [
      ['taken', isTaken],
      ['gone', isGone],
    ] as const) {
      await page.getByText(label, { exact: true }).first().click();
      await expect(page.locator('.problem .words > p')).toHaveText([...sentences]);
    }
  }
});
