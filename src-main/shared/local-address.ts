import { formatEndpoint, isLoopback } from './bind-address.ts';
import type { Forward } from './forward.ts';
import type { Protocol } from './likely-protocol.ts';
import { localNumber } from './port-pair.ts';
import { type BoundPort, boundPorts, type Endpoint, type SessionState } from './session.ts';

/** Where one port pair listens, as it is shown: an address that other machines reach first; null until a port is chosen. */
export function localAddress(forward: Forward, state: SessionState, pair: number): string | null {
  const endpoint = mostTelling(endpointsOf(forward, state, pair));
  return endpoint === null ? null : typedAddress(endpoint);
}

/** Where programs of this computer reach one port pair, as it is copied: `localhost:8080`; null until a port is chosen. */
export function usableAddress(forward: Forward, state: SessionState, pair: number): string | null {
  const endpoint = usableEndpoint(forward, state, pair);
  return endpoint === null ? null : typedAddress(endpoint);
}

/** The endpoint that {@link usableAddress} names. */
export function usableEndpoint(forward: Forward, state: SessionState, pair: number): Endpoint | null {
  return reachable(endpointsOf(forward, state, pair));
}

/** What a browser of this computer is sent to: `https:` where that is what the port speaks, `http:` for anything else. */
export function browserUrl({ endpoints }: BoundPort, protocol: Protocol | null): string {
  const endpoint = reachable(endpoints);
  return endpoint === null ? '' : `${protocol === 'https' ? 'https' : 'http'}://${formatEndpoint(endpoint)}`;
}

/** An endpoint as a person types it: `localhost:8080` says both loopback addresses; anything else is named as it is. */
export function typedAddress(endpoint: Endpoint): string {
  return endpoint.address === '127.0.0.1' ? `localhost:${String(endpoint.port)}` : formatEndpoint(endpoint);
}

/** As they are bound now or will be; none until a port is chosen. */
function endpointsOf(forward: Forward, state: SessionState, pair: number): readonly Endpoint[] {
  const bound = boundPorts(state)[pair]?.endpoints;
  if (bound !== undefined) return bound;
  const local = forward.ports[pair]?.local;
  const port = local === undefined ? null : localNumber(local);
  return port === null ? [] : forward.addresses.map((address) => ({ address, port }));
}

function mostTelling(endpoints: readonly Endpoint[]): Endpoint | null {
  return endpoints.find(({ address }) => !isLoopback(address)) ?? handiest(endpoints);
}

/** Nobody can connect to a wildcard everywhere; the loopback address of its family stands for it. */
function reachable(endpoints: readonly Endpoint[]): Endpoint | null {
  return handiest(
    endpoints.map(({ address, port }) => ({ address: loopbackOf.get(address) ?? address, port })),
  );
}

/** What listens on `::` alone takes no IPv4, to which `localhost` may lead. */
const loopbackOf: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

function handiest(endpoints: readonly Endpoint[]): Endpoint | null {
  return endpoints.find(({ address }) => address === '127.0.0.1') ?? endpoints[0] ?? null;
}
