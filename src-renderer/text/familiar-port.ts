import type { Forward } from '../../src-main/shared/forward.ts';
import { localNumber } from '../../src-main/shared/port-pair.ts';

/** Below it a port needs rights that a person's programs do not have. */
const firstFree = 1_024;
/** What 80 and 443 become in every tutorial. */
const offset = 8_000;
const tries = 100;

/**
 * The local port that a person would guess: the remote number itself, 8080 for 80 and 8443 for 443, or the next one that
 * no forward names. Whether another program has it shows when it is bound. Null where all of a hundred are named.
 */
export function familiarPort(remote: number, forwards: readonly Forward[]): number | null {
  const named = new Set(forwards.flatMap(({ ports }) => ports.map(({ local }) => localNumber(local))));
  const first = remote < firstFree ? remote + offset : remote;
  for (let port = first; port < Math.min(first + tries, 65_536); port += 1) if (!named.has(port)) return port;
  return null;
}
