/** Where a command's words go. */
export interface Terminal {
  /** A line of what was asked for: standard output. */
  print(line: string): void;
  /** A line about how it goes: standard error. */
  tell(line: string): void;
}

export const processTerminal: Terminal = {
  print: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
};
