import type { RouteAddress, RouteScheme } from '../../../shared/route.ts';
import { addressesAt, openPort } from '../entrance/open-ports.ts';
import type { AskedPath } from './asked-paths.ts';
import type { Attachment, GatewayRouteKind } from './attachment.ts';
import type { Listener } from './gateway-objects.ts';

/** Where a route is taken: for each listener, host and path; the gateway's own addresses where no host is named. */
export function* gatewayAddresses(
  kind: GatewayRouteKind,
  attachments: readonly Attachment[],
  entries: readonly string[],
  paths: readonly AskedPath[],
): Generator<RouteAddress, void, void> {
  const at = entries.map((host) => ({ host, node: null }));
  for (const { listener, hosts } of attachments) {
    const open = openPort(listener.port, at);
    const asked = paths.map((path) => ({ ...path, scheme: schemeOf(kind, listener) }));
    for (const host of hosts) yield* addressesAt(host || null, open, asked);
  }
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
