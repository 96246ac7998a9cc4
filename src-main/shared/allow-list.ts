import { z } from 'zod';
import { BindAddress } from './bind-address.ts';
import { message } from './language/message.ts';
import { ProblemError } from './problem.ts';

/** How many addresses and networks may stand in an allow-list. */
export const maxAllowed = 64;

/** One peer or a network of them: `192.168.1.20`, `192.168.1.0/24`, `fd00::/8`. */
const PeerRange = z.string().refine(isPeerRange, 'not an address or network');

/** Which remote peers a forward serves; empty for everybody. Peers on this computer are served in any case. */
export const AllowList = z.array(PeerRange).max(maxAllowed).readonly();
export type AllowList = z.infer<typeof AllowList>;

/**
 * Reads addresses and networks that are separated by commas or spaces; an empty text is everybody.
 * Duplicates are dropped, order kept. Throws `invalidInput`.
 */
export function parseAllowList(text: string): AllowList {
  const words = new Set(text.toLowerCase().split(/[\s,]+/));
  words.delete('');
  const wrong = [...words].find((word) => !isPeerRange(word));
  if (wrong !== undefined) {
    throw new ProblemError('invalidInput', message('exposure.notPeers', { text: wrong }));
  }
  if (words.size > maxAllowed) {
    throw new ProblemError('invalidInput', message('exposure.tooManyPeers', { most: maxAllowed }));
  }
  return [...words];
}

/** The address and the length of its prefix of an entry; null for the length where it is one address. */
export function splitPeerRange(range: string): { readonly address: string; readonly prefix: number | null } {
  const [address = '', prefix] = range.split('/');
  return { address, prefix: prefix === undefined ? null : Number(prefix) };
}

function isPeerRange(text: string): boolean {
  const { address, prefix } = splitPeerRange(text);
  // A peer's zone is the name of our own interface, which a rule about peers does not ask for.
  if (!BindAddress.safeParse(address).success || address.includes('%')) return false;
  if (prefix === null) return true;
  return /^[^/]+\/\d{1,3}$/.test(text) && prefix <= (address.includes(':') ? 128 : 32);
}
