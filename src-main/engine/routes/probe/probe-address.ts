import { isIP } from 'node:net';
import { formatEndpoint } from '../../../shared/bind-address.ts';
import { type AddressProbe, type EntryProbe, hasAnswered, probeLimitMs } from '../../../shared/probe.ts';
import type { RouteAddress, RouteScheme } from '../../../shared/route.ts';
import { writtenName } from '../../net/written-name.ts';
import type { Names } from './names.ts';
import { probePlace, type ProbeTools } from './probe-place.ts';

/** More entries say nothing new. */
const mostEntries = 2;

/**
 * Tries one address. A name that does not resolve is asked for at the entries instead, as `curl --resolve` does. Rejects
 * with the signal's reason once all sockets are closed.
 */
export async function probeAddress(
  address: RouteAddress,
  tools: ProbeTools & { readonly names: Names },
  signal: AbortSignal,
): Promise<Pick<AddressProbe, 'result' | 'resolved'>> {
  signal.throwIfAborted();
  const name = writtenName(address.host);
  if (name === null) return { result: { result: 'notProbed', why: 'incomplete' }, resolved: [] };
  const late = new AbortController();
  using cleanup = new DisposableStack();
  cleanup.use(tools.clock.after(probeLimitMs, () => late.abort()));
  const until = AbortSignal.any([signal, late.signal]);
  const { scheme, port, path } = address;
  const addressesOf = (host: string) => tools.names.addressesOf(host, until);
  const probeAt = (addresses: readonly string[], asked: string | null) =>
    probePlace({ scheme, addresses, port, name, path: asked }, tools, until);
  const probeEntry = async (entry: string): Promise<EntryProbe> => {
    const host = writtenName(entry);
    const addresses = (host === null ? null : await addressesOf(host)) ?? [];
    return {
      place: formatEndpoint({ address: entry, port }),
      by: toldBy[scheme],
      gave: addresses.length === 0 ? null : await probeAt(addresses, path),
    };
  };
  const found = await addressesOf(name);
  if (found !== null && found.length > 0) {
    const own =
      isIP(name) === 0 ? await Promise.all(address.entries.slice(0, mostEntries).map(addressesOf)) : [found];
    // Whoever else the name leads to: what a path does there, only somebody of the cluster has chosen.
    const isEntry = own.flat().some((each) => each !== null && found.includes(each));
    const direct = await probeAt(found, isEntry ? path : null);
    signal.throwIfAborted();
    return { result: direct, resolved: isIP(name) === 0 ? [...found] : [] };
  }
  const tried = await Promise.all(address.entries.slice(0, mostEntries).map(probeEntry));
  signal.throwIfAborted();
  return {
    result: { result: 'nameUnresolved', name, late: found === null, use: bestOf(tried) },
    resolved: [],
  };
}

/** How the name that is asked for is told by a client of this scheme. */
const toldBy: Record<RouteScheme, EntryProbe['by']> = {
  http: 'Host',
  https: 'Host',
  grpc: 'Host',
  grpcs: 'Host',
  tls: 'SNI',
  tcp: null,
  udp: null,
  sctp: null,
};

function bestOf(tried: readonly EntryProbe[]): EntryProbe | null {
  const answered = tried.find(({ gave }) => gave !== null && hasAnswered(gave));
  return answered ?? tried.find(({ gave }) => gave !== null) ?? tried[0] ?? null;
}
