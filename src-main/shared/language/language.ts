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
  return preferred.map(spokenFor).find((language) => language !== null) ?? 'en';
}

/** The language that the person chose; for `system` the best of those that they prefer. */
export function spokenLanguage(chosen: Language | 'system', preferred: readonly string[]): Language {
  return chosen === 'system' ? chooseLanguage(preferred) : chosen;
}

/**
 * The locale of numbers and dates: the first of a person's preferred ones that is of this language, with its region
 * (`en-GB` writes 28 Nov 2026), else the language alone. English, which stands in for every language that Portolan does
 * not speak, has the clock of the first of those: of 12 hours in few of them.
 */
export function regionalLocale(language: Language, preferred: readonly string[]): string {
  const regional = preferred.find((tag) => spokenFor(tag) === language);
  if (regional !== undefined) return regional;
  const [first] = preferred;
  const foreign = language === 'en' && first !== undefined ? readLocale(first) : null;
  if (foreign === null) return language;
  const { hourCycle } = new Intl.DateTimeFormat(foreign, { hour: 'numeric' }).resolvedOptions();
  return new Intl.Locale(language, hourCycle === undefined ? {} : { hourCycle }).toString();
}

function spokenFor(tag: string): Language | null {
  const locale = readLocale(tag);
  if (locale?.language === 'en' || locale?.language === 'ja') return locale.language;
  return locale?.language === 'zh' && locale.script === 'Hans' ? 'zh-CN' : null;
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
