import { z } from 'zod';

/** The languages Portolan speaks, as BCP 47 tags that `Intl` understands. */
export const languages = ['en', 'zh-CN', 'ja'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** Each language in its own words, so that whoever speaks it finds it. */
export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文', ja: '日本語' };

/**
 * The first of a person's preferred languages (BCP 47 tags, best first) that Portolan speaks; English where it speaks
 * none. Traditional Chinese is not taken for Simplified: who reads the one may prefer any other language to the other.
 */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const locale = readLocale(tag);
    if (locale?.language === 'en' || locale?.language === 'ja') return locale.language;
    if (locale?.language === 'zh' && locale.script === 'Hans') return 'zh-CN';
  }
  return 'en';
}

/** The locale with its likely script filled in (`zh-TW` is `Hant`); null for what is no tag, such as `C.UTF-8`. */
function readLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    // Systems name locales in other ways too; those say nothing about the language.
    return null;
  }
}
