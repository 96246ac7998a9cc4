/** One line about what happens now, on standard error. */
export function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
