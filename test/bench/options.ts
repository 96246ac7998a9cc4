import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly rounds: number;
  /** Letters of the scenarios to run, in capitals; empty for all. */
  readonly only: readonly string[];
  readonly quick: boolean;
  /** Where the report goes. */
  readonly out: string;
}

const usage = 'Usage: npm run bench -- [--rounds N] [--only L,D] [--quick] [--out FILE]';

/** Throws an error with the usage for what it does not understand. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const rounds = values.rounds === undefined ? (values.quick ? 1 : 5) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`"${values.rounds ?? ''}" is no number of rounds. ${usage}`);
  }
  const only = (values.only ?? '')
    .toUpperCase()
    .split(',')
    .filter((letter) => letter !== '');
  // A part, or a glance, does not replace the report.
  const whole = only.length === 0 && !values.quick;
  const own = join(import.meta.dirname, '../..', whole ? 'docs/benchmark.md' : 'test-results/benchmark.md');
  return { rounds, only, quick: values.quick, out: values.out ?? own };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string' },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)} ${usage}`, { cause: error });
  }
}
