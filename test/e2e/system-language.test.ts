import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';

for (const { locale, tag, forwards, file } of [
  { locale: 'ja_JP', tag: 'ja', forwards: '転送', file: 'ファイル' },
  { locale: 'zh_CN', tag: 'zh-CN', forwards: '转发', file: '文件' },
]) {
  test(`a first start speaks the system's language: ${locale}`, async ({ home }) => {
    test.skip(process.platform !== 'linux', 'Elsewhere the environment does not choose the language.');
    await using portolan = await home.launch({
      env: { LANGUAGE: locale, LC_ALL: `${locale}.UTF-8`, LANG: `${locale}.UTF-8` },
    });
    const { page, app } = portolan;
    const { settings, systemLanguage } = await portolan.snapshot();
    expect([settings.language, systemLanguage]).toEqual(['system', tag]);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.getByRole('main', { name: forwards, exact: true })).toBeVisible();
    const menu = await app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label),
    );
    expect(menu.some((label) => label.includes(file))).toBe(true);
  });
}
