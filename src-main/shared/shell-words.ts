/** What a backslash takes its meaning from inside double quotes (POSIX 2.2.3). */
const escapable = '$`"\\';

/**
 * Splits a text into commands and their words as a POSIX shell does, without expansions (2.2 Quoting, 2.3 Token
 * Recognition): commands end at a line's end, `;`, `&` or `|`, comments are skipped. A quote that never ends goes on to
 * the end of the text.
 */
export function shellCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (letter === quote) {
      quote = null;
    } else if (letter === '\\' && next === '\n' && quote !== "'") {
      at += 1;
    } else if (letter === '\\' && (quote === null || (quote === '"' && escapable.includes(next)))) {
      word = (word ?? '') + next;
      at += 1;
    } else if (quote !== null) {
      word = (word ?? '') + letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (letter === '#' && word === null) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end - 1;
    } else if ('\n;&|'.includes(letter)) {
      endCommand();
    } else if (/\s/.test(letter)) {
      endWord();
    } else {
      word = (word ?? '') + letter;
    }
  }
  endCommand();
  return commands;
}

/** A word as it is typed in a POSIX shell. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
