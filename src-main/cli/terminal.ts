import { createInterface } from 'node:readline/promises';

/** Where a command's words go. */
export interface Terminal {
  /** A line of what was asked for: standard output. */
  print(line: string): void;
  /** A line about how it goes: standard error. */
  tell(line: string): void;
  /** A line of answer to a question; null where nobody sits there to be asked. Rejects when the signal aborts. */
  ask(question: string, signal: AbortSignal): Promise<string | null>;
}

export const processTerminal: Terminal = {
  print: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
  ask: async (question, signal) => {
    if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(`${question} `, { signal });
    } finally {
      lines.close();
    }
  },
};
