/** The environment of somebody whose system speaks the language of this locale, such as `ja_JP`, on Linux. */
export function speaking(locale: string): Record<string, string> {
  return { LANGUAGE: locale, LC_ALL: `${locale}.UTF-8`, LANG: `${locale}.UTF-8` };
}
