import { lazily } from '../lazily.ts';

const eastern = String.raw`[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]&&\p{L}]`;
const latin = String.raw`[\p{Script=Latin}\p{Number}]`;
const borders = lazily(() => new RegExp(`(?<=${eastern})(?=${latin})|(?<=${latin})(?=${eastern})`, 'gv'));

/** With the space that Chinese and Japanese put beside Latin words, for a value that may be either. */
export function spaced(text: string): string {
  return text.replace(borders(), ' ');
}
