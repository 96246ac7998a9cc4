import type { RouteAddress, RouteScheme } from '../../../shared/route.ts';
import type { AskedPath } from './asked-paths.ts';
import type { Attachment, GatewayRouteKind } from './attachment.ts';
import type { Listener } from './gateway-objects.ts';

/** More of one route nobody reads, and thousands of rules are allowed. */
export const addressLimit = 50;

/** Where a route is taken: for each listener, host and path; the gateway's own addresses where no host is named. */
export function gatewayAddresses(
  kind: GatewayRouteKind,
  attachments: readonly Attachment[],
  entries: readonly string[],
  paths: readonly AskedPath[],
): { readonly addresses: RouteAddress[]; readonly isCut: boolean } {
  const found = new Map<string, RouteAddress>();
  for (const place of placesOf(kind, attachments, entries)) {
    for (const { path, isPattern } of paths) {
      if (found.size > addressLimit) break;
      const address = {
        ...place,
        path,
        isPattern: isPattern || place.host.startsWith('*.'),
        node: null,
      };
      found.set(JSON.stringify(address), address);
    }
  }
  return { addresses: [...found.values()].slice(0, addressLimit), isCut: found.size > addressLimit };
}

function placesOf(
  kind: GatewayRouteKind,
  attachments: readonly Attachment[],
  entries: readonly string[],
): Pick<RouteAddress, 'scheme' | 'host' | 'port' | 'entries'>[] {
  return attachments.flatMap(({ listener, hosts }) => {
    const own = { scheme: schemeOf(kind, listener), port: listener.port };
    return hosts.flatMap((host) =>
      host === ''
        ? entries.map((entry) => ({ ...own, host: entry, entries: [] }))
        : [{ ...own, host, entries: [...entries] }],
    );
  });
}

function schemeOf(kind: GatewayRouteKind, { protocol }: Listener): RouteScheme {
  switch (kind) {
    case 'HTTPRoute':
      return protocol === 'HTTPS' ? 'https' : 'http';
    case 'GRPCRoute':
      return protocol === 'HTTPS' ? 'grpcs' : 'grpc';
    case 'TLSRoute':
      return 'tls';
    case 'TCPRoute':
      return protocol === 'TLS' ? 'tls' : 'tcp';
  }
}
