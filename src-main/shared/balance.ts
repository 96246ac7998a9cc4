import { z } from 'zod';
import { message } from './language/message.ts';
import { ProblemError } from './problem.ts';
import { Target } from './target.ts';

/** Which of a target's ready pods a new connection goes to; open connections stay where they are. */
export const Balance = z.discriminatedUnion('mode', [
  /** The same pod for all, as long as it is good. */
  z.object({ mode: z.literal('sticky') }),
  /** Each pod in turn. */
  z.object({ mode: z.literal('roundRobin') }),
  /** The pod with the fewest connections of this forward. */
  z.object({ mode: z.literal('leastConnections') }),
  /** This pod and no other. */
  z.object({ mode: z.literal('pod'), name: Target.shape.name }),
]);
export type Balance = z.infer<typeof Balance>;
export type BalanceMode = Balance['mode'];

/** The words of the terminal; `pod` is followed by `=NAME`. */
const words: Record<BalanceMode, string> = {
  sticky: 'sticky',
  roundRobin: 'round-robin',
  leastConnections: 'least-connections',
  pod: 'pod',
};

/** `round-robin`, `pod=web-1`: as it is typed in the terminal. */
export function formatBalance(balance: Balance): string {
  return balance.mode === 'pod' ? `${words.pod}=${balance.name}` : words[balance.mode];
}

/** Reads what `formatBalance` writes. Throws `invalidInput`. */
export function parseBalance(text: string): Balance {
  const [word, name] = text.split(/=(.*)/s);
  const mode = (Object.keys(words) as BalanceMode[]).find((each) => words[each] === word);
  const balance = Balance.safeParse(name === undefined ? { mode } : { mode, name });
  // A name after any other mode would be dropped without a word.
  if (balance.success && formatBalance(balance.data) === text) return balance.data;
  throw new ProblemError('invalidInput', message('input.notBalance', { text }));
}

/** A target that is one pod leaves nothing to balance. */
export function canBalance(target: Pick<Target, 'kind'>, balance: Balance): boolean {
  return target.kind !== 'pod' || balance.mode === 'sticky';
}
