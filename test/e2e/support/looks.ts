import type { Language } from '../../../src-main/shared/language/language.ts';
import { paint, type Theme } from './paint.ts';
import type { Portolan } from './portolan.ts';

/** One of the ways in which a person may see a view. */
export interface Look {
  readonly name: string;
  readonly theme: Theme;
  readonly language: Language;
  readonly zoom: 1 | 2;
}

/** As the window opens in a test. */
export const plain: Look = { name: 'en-light', theme: 'light', language: 'en', zoom: 1 };

/** Both themes in every language, at 100 % and at 200 %; each differs in one from the one before. */
export const looks: readonly Look[] = [
  plain,
  { name: 'en-dark', theme: 'dark', language: 'en', zoom: 1 },
  { name: 'ja-dark', theme: 'dark', language: 'ja', zoom: 1 },
  { name: 'ja-light', theme: 'light', language: 'ja', zoom: 1 },
  { name: 'zh-light', theme: 'light', language: 'zh-CN', zoom: 1 },
  { name: 'zh-dark', theme: 'dark', language: 'zh-CN', zoom: 1 },
  { name: 'zh-dark-200', theme: 'dark', language: 'zh-CN', zoom: 2 },
  { name: 'zh-light-200', theme: 'light', language: 'zh-CN', zoom: 2 },
  { name: 'ja-light-200', theme: 'light', language: 'ja', zoom: 2 },
  { name: 'ja-dark-200', theme: 'dark', language: 'ja', zoom: 2 },
  { name: 'en-dark-200', theme: 'dark', language: 'en', zoom: 2 },
  { name: 'en-light-200', theme: 'light', language: 'en', zoom: 2 },
];

/** Gives the window this look; resolves once it has it. */
export async function wear(portolan: Portolan, { theme, language, zoom }: Look): Promise<void> {
  await portolan.request('settings.change', { language });
  await portolan.page.waitForFunction((lang) => document.documentElement.lang === lang, language);
  await paint(portolan, theme);
  // As Ctrl and plus do.
  await portolan.app.evaluate(({ BrowserWindow }, factor) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.setZoomFactor(factor);
  }, zoom);
  await portolan.page.waitForFunction((factor) => Math.round(outerWidth / innerWidth) === factor, zoom);
}
