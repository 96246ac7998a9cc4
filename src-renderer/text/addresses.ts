import { formatEndpoint, isLoopback } from '../../src-main/shared/bind-address.ts';
import type { LocalInterface } from '../../src-main/shared/api.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import { boundPorts, type Endpoint, type SessionState } from '../../src-main/shared/session.ts';

/** The address a person types for one port pair, as it is bound now or will be; null until a port is chosen. */
export function localAddress(forward: Forward, state: SessionState, port: number): string | null {
  const endpoint = localEndpoint(forward, state, port);
  return endpoint === null ? null : typedAddress(endpoint);
}

/** An endpoint as a person types it: `localhost:8080` says both loopback addresses; anything else is named as it is. */
export function typedAddress(endpoint: Endpoint): string {
  return endpoint.address === '127.0.0.1' ? `localhost:${String(endpoint.port)}` : formatEndpoint(endpoint);
}

/** The one endpoint of a port pair that says most: an exposed one, then IPv4 loopback; null until a port is chosen. */
export function localEndpoint(forward: Forward, state: SessionState, port: number): Endpoint | null {
  const bound = boundPorts(state)[port]?.endpoints;
  if (bound !== undefined) return mostTelling(bound);
  const local = forward.ports[port]?.local;
  const number = local?.kind === 'fixed' ? local.port : (local?.last ?? null);
  if (number === null) return null;
  return mostTelling(forward.addresses.map((address) => ({ address, port: number })));
}

/** Where other machines reach an exposed endpoint: a wildcard stands for every outward address of its family. */
export function networkAddresses(endpoint: Endpoint, interfaces: readonly LocalInterface[]): string[] {
  const isWildcard = endpoint.address === '0.0.0.0' || endpoint.address === '::';
  if (!isWildcard) return isLoopback(endpoint.address) ? [] : [formatEndpoint(endpoint)];
  const isV6 = endpoint.address === '::';
  return interfaces
    .filter(({ address, loopback }) => !loopback && address.includes(':') === isV6)
    .filter(({ address }) => !address.startsWith('fe80:'))
    .map(({ address }) => formatEndpoint({ address, port: endpoint.port }));
}

/** What an interface is called: as people know it, and as tools name it where that is something else. */
export function interfaceName({ name, friendlyName }: LocalInterface): string {
  return friendlyName === null ? name : `${friendlyName} (${name})`;
}

function mostTelling(endpoints: readonly Endpoint[]): Endpoint | null {
  const exposed = endpoints.find(({ address }) => !isLoopback(address));
  return exposed ?? endpoints.find(({ address }) => address === '127.0.0.1') ?? endpoints[0] ?? null;
}
