import type { Route, RouteAddress } from '../../../src-main/shared/route.ts';

const http = { name: 'http', port: 80, protocol: 'TCP' } as const;

/** A node port of the service `web` that is open, with no address unless told. */
export function routeSample(key: string, parts: Partial<Route>): Route {
  return {
    key,
    kind: 'nodePort',
    opener: { kind: 'Service', namespace: 'shop', name: 'web' },
    servedBy: null,
    service: 'web',
    port: http,
    access: { by: 'network', addresses: [] },
    state: { state: 'open' },
    notes: [],
    ...parts,
  };
}

/** Of plain HTTP on port 80 unless told. */
export function addressSample(host: string, parts: Partial<RouteAddress> = {}): RouteAddress {
  return { scheme: 'http', host, port: 80, path: null, isPattern: false, entries: [], node: null, ...parts };
}
