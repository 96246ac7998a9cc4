import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly minutes: number;
  readonly seed: number;
  /** The document that gets the section; null for standard output. */
  readonly out: string | null;
}

const usage = 'Usage: npm run soak -- [--minutes N] [--seed N] [--out FILE]';
const wholeMinutes = 10;

/** Throws an error with the usage for what it does not understand. */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const minutes = Number(values.minutes ?? wholeMinutes);
  if (!(minutes > 0)) throw new Error(`"${values.minutes ?? ''}" is no number of minutes. ${usage}`);
  const seed = Number(values.seed ?? 1);
  if (!Number.isInteger(seed)) throw new Error(`"${values.seed ?? ''}" is no seed. ${usage}`);
  // A shorter one does not replace the report.
  const own = minutes === wholeMinutes ? join(import.meta.dirname, '../../docs/benchmark.md') : null;
  return { minutes, seed, out: values.out ?? own };
}

function parse(args: readonly string[]) {
  try {
    const option = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { minutes: option, seed: option, out: option } }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)} ${usage}`, { cause: error });
  }
}
