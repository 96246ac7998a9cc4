import { formatEndpoint } from '../shared/bind-address.ts';
import { typedAddress } from '../shared/local-address.ts';
import type { BoundPort, Endpoint } from '../shared/session.ts';

/** The address at which programs of this computer reach a port pair, to be pasted into one: `localhost:8080`. */
export function usableAddress(bound: BoundPort): string {
  const endpoint = reachable(bound);
  return endpoint === null ? '' : typedAddress(endpoint);
}

/** What a browser of this computer is sent to. */
export function browserUrl(bound: BoundPort): string {
  const endpoint = reachable(bound);
  return endpoint === null ? '' : `http://${formatEndpoint(endpoint)}`;
}

/** Nobody can connect to a wildcard everywhere; the loopback address of its family stands for it. */
function reachable({ endpoints }: BoundPort): Endpoint | null {
  const first = endpoints.find(({ address }) => address === '127.0.0.1') ?? endpoints[0];
  if (first === undefined) return null;
  if (first.address === '0.0.0.0') return { ...first, address: '127.0.0.1' };
  return first.address === '::' ? { ...first, address: '::1' } : first;
}
