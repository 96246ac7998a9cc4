/** What a terminal or a line of text would act on instead of showing it, and what no URL has. */
const unseen = /[\p{C}\p{Z}]/gu;

const wordsLimit = 300;

/** A part of a URL that anybody may have written into an object: what cannot be seen stands there percent-encoded. */
export function encodeUnseen(text: string): string {
  return text.toWellFormed().replace(unseen, encodeURIComponent);
}

/** A name that anybody may have written, for a sentence: without what cannot be seen, at most 63 characters. */
export function shownName(name: string): string {
  return name.toWellFormed().replace(unseen, '').slice(0, 63);
}

/** What a status says, as the end of a sentence: in one line, without its full stop, of bounded length. */
export function wordsOf(text: string): string {
  return boundedLine(text, wordsLimit).replace(/[.\s]+$/, '');
}

/** A text of the cluster's on one line, cut off where it is longer than so many characters. */
export function boundedLine(text: string, limit: number): string {
  const line = text
    .slice(0, 4 * limit)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}
