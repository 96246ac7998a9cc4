import { formatEndpoint } from '../shared/bind-address.ts';
import type { Forward } from '../shared/forward.ts';
import { boundPorts, type BoundPort, type Endpoint, type SessionState } from '../shared/session.ts';

/** `localhost:8080` of each port pair; without a port where the system has not chosen one yet. */
export function localAddresses(forward: Forward, state: SessionState): string[] {
  const bound = boundPorts(state);
  return forward.ports.map(({ local }, index) => {
    const port = bound[index]?.endpoints[0]?.port ?? (local.kind === 'fixed' ? local.port : local.last);
    return port === null ? '' : formatEndpoint({ address: shownHost(forward.addresses), port });
  });
}

/** What a browser is sent to: an address that this computer itself can reach. */
export function browserUrl(bound: BoundPort): string {
  const first = bound.endpoints.find(({ address }) => address === '127.0.0.1') ?? bound.endpoints[0];
  return first === undefined ? '' : `http://${formatEndpoint(reachable(first))}`;
}

function reachable({ address, port }: Endpoint): Endpoint {
  if (address === '0.0.0.0') return { address: '127.0.0.1', port };
  if (address === '::') return { address: '::1', port };
  return { address, port };
}

/** `localhost` wherever it leads to the forward, since that is what people type; else the first address. */
function shownHost(addresses: readonly string[]): string {
  const everywhere = ['127.0.0.1', '::1', '0.0.0.0', '::'];
  return addresses.some((address) => everywhere.includes(address))
    ? 'localhost'
    : (addresses[0] ?? 'localhost');
}
