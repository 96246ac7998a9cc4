import type { RouteAddress } from '../../shared/route.ts';

/** An address that is connected to as it stands. */
export function networkAddress(
  place: Pick<RouteAddress, 'scheme' | 'host' | 'port'> & Partial<Pick<RouteAddress, 'node'>>,
): RouteAddress {
  return { path: null, isPattern: false, entries: [], node: null, ...place };
}
