import type { RouteScheme } from '../../../shared/route.ts';
import type { EntryPort, Place } from '../entrance/entry-places.ts';
import { listenerPort } from '../entrance/entry-points.ts';
import { hostIntersection } from '../entrance/host-intersection.ts';
import type { IstioGateway, IstioServer } from './istio-objects.ts';

/** The lists of rules that a VirtualService has. */
export type IstioLayer = 'http' | 'tls' | 'tcp';

/** A server of a gateway that takes connections for some of the hosts of a rule. */
export interface ServingServer {
  readonly port: number;
  /** The same as rules mean it: one of the gateway's service, or one to which that leads. */
  readonly entryPort: EntryPort;
  /** That plain HTTP is only redirected there. */
  readonly isRedirecting: boolean;
  readonly isPassthrough: boolean;
  readonly scheme: RouteScheme;
  /** Null for every host. */
  readonly hosts: readonly (string | null)[];
}

/** The servers of a gateway at which a rule of that layer serves any of the hosts of an object in that namespace. */
export function serversFor(
  { object, its }: IstioGateway,
  rule: {
    readonly layer: IstioLayer;
    readonly namespace: string;
    readonly hosts: readonly string[];
    /** Null for every port. */
    readonly port: number | null;
  },
): ServingServer[] {
  const gatewayNamespace = object.metadata?.namespace ?? '';
  return its.spec.servers.flatMap((server) => {
    const speaks = speechOf(server);
    if (speaks.layer !== rule.layer || (rule.port !== null && rule.port !== server.port.number)) return [];
    const wide = server.hosts.flatMap((host) => hostFor(host, rule.namespace, gatewayNamespace));
    const common = rule.hosts.flatMap((host) =>
      wide.flatMap((each) => hostIntersection(everyHost(host), each) ?? []),
    );
    if (common.length === 0) return [];
    // A connection without TLS names no host.
    const isNameless = speaks.scheme === 'tcp';
    const port = server.port.number;
    return [
      {
        port,
        entryPort: { at: (point) => listenerPort(point, { port }), usual: port, name: port },
        isRedirecting: server.tls?.httpsRedirect === true,
        isPassthrough: speaks.layer === 'tls',
        scheme: speaks.scheme,
        hosts: [...new Set(common.map((host) => (isNameless || host === '' ? null : host)))],
      },
    ];
  });
}

/** The places that a server makes of a path. */
export function serverPlaces(
  { entryPort, scheme, hosts }: ServingServer,
  path: Pick<Place, 'path' | 'isPattern'>,
): Place[] {
  return hosts.map((host) => ({ ...path, scheme, host, port: entryPort }));
}

/** Of `NAMESPACE/HOST` the host, where the namespace is meant: `*` is every one, `.` the gateway's own. */
function hostFor(host: string, namespace: string, gatewayNamespace: string): string[] {
  const [first = '', second] = host.split('/', 2);
  if (second === undefined) return [everyHost(first)];
  const meant = first === '.' ? gatewayNamespace : first;
  return meant === '*' || meant === namespace ? [everyHost(second)] : [];
}

function everyHost(host: string): string {
  return host === '*' ? '' : host;
}

function speechOf({ port: { protocol }, tls }: IstioServer): { layer: IstioLayer; scheme: RouteScheme } {
  const isPassed = tls?.mode === 'PASSTHROUGH' || tls?.mode === 'AUTO_PASSTHROUGH';
  switch (protocol) {
    case 'HTTP':
    case 'HTTP2':
    case 'GRPC-WEB':
      return { layer: 'http', scheme: 'http' };
    case 'GRPC':
      return { layer: 'http', scheme: 'grpc' };
    case 'HTTPS':
      return { layer: isPassed ? 'tls' : 'http', scheme: 'https' };
    case 'TLS':
      return { layer: isPassed ? 'tls' : 'tcp', scheme: 'tls' };
    default:
      return { layer: 'tcp', scheme: (tls?.mode ?? null) === null ? 'tcp' : 'tls' };
  }
}
