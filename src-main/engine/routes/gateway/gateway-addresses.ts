import type { RouteAddress, RouteScheme } from '../../../shared/route.ts';
import { listenerPort } from '../entrance/entry-points.ts';
import { addressesAt, type OpenPort, openPort, openPorts } from '../entrance/open-ports.ts';
import type { AskedPath } from './asked-paths.ts';
import type { Attachment, GatewayRouteKind } from './attachment.ts';
import type { Listener } from './gateway-objects.ts';
import type { FoundGateway } from './parent-gateway.ts';

type Where = Pick<FoundGateway, 'entries' | 'points'>;

/** Where a route is taken: for each listener, host and path; the gateway's own addresses where no host is named. */
export function* gatewayAddresses(
  kind: GatewayRouteKind,
  attachments: readonly Attachment[],
  gateway: Where,
  paths: readonly AskedPath[],
): Generator<RouteAddress, void, void> {
  for (const { listener, hosts } of attachments) {
    const open = openPortsOf(listener, gateway);
    const asked = paths.map((path) => ({ ...path, scheme: schemeOf(kind, listener) }));
    for (const host of hosts) for (const each of open) yield* addressesAt(host || null, each, asked);
  }
}

/** The first listener of which the gateway's services do not tell where it is open; null for none. */
export function hiddenListener(attachments: readonly Attachment[], gateway: Where): Listener | null {
  return attachments.find(({ listener }) => openPortsOf(listener, gateway).length === 0)?.listener ?? null;
}

function openPortsOf(listener: Listener, { entries, points }: Where): OpenPort[] {
  if (points !== null) return openPorts(points, (point) => listenerPort(point, listener));
  return [
    openPort(
      listener.port,
      entries.map((host) => ({ host, node: null })),
    ),
  ];
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
