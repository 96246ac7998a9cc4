import { formatEndpoint, isLoopback } from '../../src-main/shared/bind-address.ts';
import type { LocalInterface } from '../../src-main/shared/api.ts';
import type { Endpoint } from '../../src-main/shared/session.ts';

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
