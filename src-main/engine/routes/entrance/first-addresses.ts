import { isDeepStrictEqual } from 'node:util';
import { type Message, message } from '../../../shared/language/message.ts';
import type { RouteAddress } from '../../../shared/route.ts';

/** More of one route nobody reads, and objects may have thousands of rules. */
const mostAddresses = 100;
/** Hosts times paths may be millions, which nobody waits for. */
const mostCounted = 10_000;

/** The addresses of a route, each once: the first ones, and a note of how many more there are. */
export function firstAddresses(all: Iterable<RouteAddress>): {
  readonly addresses: RouteAddress[];
  readonly notes: Message[];
} {
  const addresses: RouteAddress[] = [];
  const known = new Map<string, readonly RouteAddress['entries'][]>();
  let read = 0;
  let more = 0;
  for (const address of all) {
    read += 1;
    if (read > mostCounted) break;
    const { entries, ...rest } = address;
    const key = JSON.stringify(rest);
    const lists = known.get(key) ?? [];
    // Most rules share one list, which may name each node of the cluster.
    if (lists.some((list) => list === entries || isDeepStrictEqual(list, entries))) continue;
    known.set(key, [...lists, entries]);
    if (addresses.length < mostAddresses) addresses.push(address);
    else more += 1;
  }
  const isCounted = read <= mostCounted;
  const note = () => message('entrance.moreAddresses', { more: isCounted ? more : null });
  return { addresses, notes: isCounted && more === 0 ? [] : [note()] };
}
