import { message } from '../../src-main/shared/language/message.ts';
import { newProblem } from '../../src-main/shared/problem.ts';
import { expect } from './support/expect.ts';
import { looks } from './support/looks.ts';
import { test } from './support/on-demo.ts';
import { picture } from './support/picture.ts';
import { speaking } from './support/speaking.ts';

for (const { locale, language, why, again, forwards } of [
  {
    locale: 'en_GB',
    language: 'en',
    why: 'Portolan made a mistake.',
    again: 'Try again',
    forwards: 'Forwards',
  },
  { locale: 'zh_CN', language: 'zh-CN', why: 'Portolan 出现内部错误。', again: '重试', forwards: '转发' },
  { locale: 'ja_JP', language: 'ja', why: 'Portolan の内部エラーです。', again: '再試行', forwards: '転送' },
]) {
  test(`a window that cannot join says why, and joins once it is told to: ${locale}`, async ({ home }) => {
    test.skip(process.platform !== 'linux', 'Elsewhere the environment does not choose the language.');
    await using portolan = await home.launch({ env: speaking(locale) });
    const { app, page } = portolan;
    // Whatever the page asks is answered as a fault of ours is.
    await app.evaluate(
      ({ BrowserWindow }, problem) =>
        BrowserWindow.getAllWindows()[0]?.webContents.ipc.handle('request', () => ({ ok: false, problem })),
      newProblem('internal', message('problem.internal'), { detail: 'Error: this is a test' }),
    );
    await page.reload();
    await expect(page.getByRole('main')).toContainText(why);
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.ipc.removeHandler('request'),
    );
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    // Which language was chosen is not known yet: the system's is spoken.
    const spoken = looks.filter((look) => look.language === language);
    await picture(portolan, 'cannot-join', undefined, spoken);
    await page.getByRole('button', { name: again }).click();
    await expect(page.getByRole('main', { name: forwards, exact: true })).toBeVisible();
    expect(portolan.complaints).toEqual([]);
  });
}
