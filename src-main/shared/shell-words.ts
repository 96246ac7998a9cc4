/** What a backslash takes its meaning from inside double quotes (POSIX 2.2.3). */
const escapable = '$`"\\';

/**
 * Splits a text into commands and their words as a POSIX shell does, without expansions (2.2 Quoting, 2.3 Token
 * Recognition): commands end at a line's end, `;`, `&`, `|` or a parenthesis, comments and redirections (2.7) are left
 * out, and `$(…)` and backticks stay in their word as they stand. What never ends goes on to the end of the text.
 */
export function shellCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  let isRedirection = false;
  const endWord = () => {
    if (word === null) return;
    if (!isRedirection) words.push(word);
    isRedirection = false;
    word = null;
  };
  const endCommand = () => {
    endWord();
    isRedirection = false;
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
    } else if (quote !== "'" && (letter === '`' || (letter === '$' && next === '('))) {
      const end = letter === '`' ? endOfBackticks(text, at) : endOfParentheses(text, at + 1);
      word = (word ?? '') + text.slice(at, end);
      at = end - 1;
    } else if (quote !== null) {
      word = (word ?? '') + letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (letter === '#' && word === null) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end - 1;
    } else if (letter === '<' || letter === '>') {
      // The number before it says which file it is: `2>&1`.
      if (word !== null && /^\d+$/.test(word)) word = null;
      endWord();
      isRedirection = true;
      while ('<>&|'.includes(text[at + 1] ?? ' ')) at += 1;
    } else if ('\n;&|()'.includes(letter)) {
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

function endOfBackticks(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at + 1;
  }
  return text.length;
}

function endOfParentheses(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** A word as it is typed in a POSIX shell. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
