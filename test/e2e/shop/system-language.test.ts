import { expect } from '../support/expect.ts';
import { applicationMenus } from '../support/menus.ts';
import { test } from '../support/on-shop.ts';
import { speaking } from '../support/speaking.ts';

for (const { locale, tag, forwards, file } of [
  { locale: 'ja_JP', tag: 'ja', forwards: '転送', file: 'ファイル' },
  { locale: 'zh_CN', tag: 'zh-CN', forwards: '转发', file: '文件' },
]) {
  test(`a first start speaks the system's language: ${locale}`, async ({ home }) => {
    test.skip(process.platform !== 'linux', 'Elsewhere the environment does not choose the language.');
    await using portolan = await home.launch({ env: speaking(locale) });
    const { page } = portolan;
    const { settings } = await portolan.snapshot();
    expect(settings.language).toBe('system');
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.getByRole('main', { name: forwards, exact: true })).toBeVisible();
    expect((await applicationMenus(portolan)).some((label) => label.includes(file))).toBe(true);
  });
}
