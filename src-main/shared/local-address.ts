import { formatEndpoint, isLoopback } from './bind-address.ts';
import type { Forward } from './forward.ts';
import { localNumber } from './port-pair.ts';
import { boundPorts, type Endpoint, type SessionState } from './session.ts';

/** How the address of one port pair is shown, as it is bound now or will be; null until a port is chosen. */
export function localAddress(forward: Forward, state: SessionState, pair: number): string | null {
  const endpoint = localEndpoint(forward, state, pair);
  return endpoint === null ? null : typedAddress(endpoint);
}

/** An endpoint as a person types it: `localhost:8080` says both loopback addresses; anything else is named as it is. */
export function typedAddress(endpoint: Endpoint): string {
  return endpoint.address === '127.0.0.1' ? `localhost:${String(endpoint.port)}` : formatEndpoint(endpoint);
}

/** The one endpoint of a port pair that says most: an exposed one, then IPv4 loopback; null until a port is chosen. */
export function localEndpoint(forward: Forward, state: SessionState, pair: number): Endpoint | null {
  const bound = boundPorts(state)[pair]?.endpoints;
  if (bound !== undefined) return mostTelling(bound);
  const local = forward.ports[pair]?.local;
  const port = local === undefined ? null : localNumber(local);
  if (port === null) return null;
  return mostTelling(forward.addresses.map((address) => ({ address, port })));
}

function mostTelling(endpoints: readonly Endpoint[]): Endpoint | null {
  const exposed = endpoints.find(({ address }) => !isLoopback(address));
  return exposed ?? endpoints.find(({ address }) => address === '127.0.0.1') ?? endpoints[0] ?? null;
}
