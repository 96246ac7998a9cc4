import { type Language, regionalLocale, spokenLanguage } from '../src-main/shared/language/language.ts';
import type { Settings } from '../src-main/shared/settings.ts';
import { type Message, say, translator } from '../src-main/shared/language/message.ts';

/**
 * English until `speak` has said more, which `main.ts` does first. Plain states: a derived one is worked out anew for each word
 * that is read outside of a view, such as by a filter of 20,000 rows (measured: five times its time).
 */
let current = $state<Language>('en');
let currentLocale = $state('en');

/** The language of the window. Read in a view, it is followed. */
export function language(): Language {
  return current;
}

/** The locale in which numbers and dates are written. Read in a view, it is followed. */
export function locale(): string {
  return currentLocale;
}

/**
 * From now on the whole window speaks this language, without being loaded anew. `preferred`: the person's languages as the
 * system tells them (Chromium's own list has British English before that of other regions).
 */
export function speak(chosen: Settings['language'], preferred: readonly string[]): void {
  current = spokenLanguage(chosen, preferred);
  currentLocale = regionalLocale(current, preferred);
  document.documentElement.lang = current;
}

/** A message in the window's language: `t('editor.title')`. */
export const t = translator(language);

/** A message that came from the main process, in the window's language. */
export function said(message: Message): string {
  return say(current, message);
}
