import { chooseLanguage, type Language, regionalLocale } from '../src-main/shared/language/language.ts';
import { type Message, say, translator } from '../src-main/shared/language/message.ts';

/** Until the main process has told the language, the page's own. */
let current = $state(chooseLanguage(navigator.languages));
const currentLocale = $derived(regionalLocale(current, navigator.languages));

/** The language of the window. Read in a view, it is followed. */
export function language(): Language {
  return current;
}

/** The locale in which numbers and dates are written. Read in a view, it is followed. */
export function locale(): string {
  return currentLocale;
}

/** From now on the whole window speaks this language, without being loaded anew. */
export function speak(chosen: Language): void {
  current = chosen;
  document.documentElement.lang = chosen;
}

/** A message in the window's language: `t('editor.title')`. */
export const t = translator(language);

/** A message that came from the main process, in the window's language. */
export function said(message: Message): string {
  return say(current, message);
}
