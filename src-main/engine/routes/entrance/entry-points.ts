import { type Message, message } from '../../../shared/language/message.ts';
import type { ServingService } from '../../../shared/route.ts';
import type { ServiceObject, ServicePort } from '../../kube/kube-objects.ts';
import { servingNodes } from '../node-addresses.ts';
import { balancerHosts } from '../service/load-balancer.ts';
import { isWhole, type RouteWorld, type Subject } from '../world.ts';

/** One place outside at which a program that serves entries listens. */
export interface EntryPoint {
  /** An IP address or a DNS name. */
  readonly host: string;
  /** Whose address it is; null where it is no single node's. */
  readonly node: string | null;
  /** Where it takes HTTP; null for nowhere. */
  readonly http: number | null;
  readonly https: number | null;
  /** By each TCP port of the service, the one that it has there. */
  readonly ports: ReadonlyMap<number, number>;
  /** The same by the names of the ports. */
  readonly named: ReadonlyMap<string, number>;
  /** The same by where the ports lead: a number, or the name of a port of its pods. */
  readonly targets: ReadonlyMap<number | string, number>;
}

/** Where a program that serves entries listens from outside, as far as the cluster tells. */
export type Entrance = {
  /** Those of the program, whether or not they are open outside. */
  readonly services: readonly ServingService[];
} & (
  | { readonly state: 'known'; readonly points: readonly EntryPoint[]; readonly notes: readonly Message[] }
  | { readonly state: 'unknown'; readonly why: Message }
);

/** Names that ports for HTTP and HTTPS have in the manifests of the known controllers. */
const webPortNames = {
  http: ['http', 'web', 'http2', 'kong-proxy', 'proxy'],
  https: ['https', 'websecure', 'kong-proxy-tls', 'proxy-ssl'],
} as const;

/** The usual ones of each. */
const webPortNumbers = { http: 80, https: 443 } as const;

/** The services whose selector asks for all of these labels. Labels that name nothing choose no service. */
export function servicesByLabels(
  services: readonly ServiceObject[],
  labels: Readonly<Record<string, string>>,
): ServiceObject[] {
  const wanted = Object.entries(labels);
  if (wanted.length === 0) return [];
  return services.filter(({ spec }) => {
    const own = new Map(Object.entries(spec?.selector ?? {}));
    return wanted.every(([key, value]) => own.get(key) === value);
  });
}

/**
 * Where services listen from outside: at their load balancer and external addresses, else at node ports. A program in its
 * node's own network needs none of these, and then nothing is known.
 */
export function entranceOf(
  services: readonly ServiceObject[],
  subject: Subject,
  world: RouteWorld,
): Entrance {
  const each = services
    .map((service) => pointsOf(service, subject, world))
    .filter(({ points }) => points.length > 0);
  const own = services.map(servingService);
  if (each.length > 0)
    return {
      services: own,
      state: 'known',
      points: each.flatMap(({ points }) => points),
      notes: [
        ...each.flatMap(({ notes }) => notes).slice(0, 1),
        ...(each.length > 1 ? [message('entrance.ambiguous', { services: each.length })] : []),
      ],
    };
  const why = message(isWhole(world.allServices) ? 'entrance.unknown' : 'entrance.unread');
  return { services: own, state: 'unknown', why };
}

/**
 * The entrance that an object's own status names: where its controller's services are at these hosts, else at the ports that
 * it names; the controller's own entrance where it names no host.
 */
export function entranceAt(
  hosts: readonly string[],
  ofController: Entrance,
  ports: readonly number[] = [80, 443],
): Entrance {
  if (hosts.length === 0) return ofController;
  const own = pointsByHost(ofController);
  const points = hosts.flatMap((host) => own.get(host) ?? [pointAt(host, ports)]);
  return { services: ofController.services, state: 'known', points, notes: [] };
}

/** Its points by their hosts, of which each may be that of several services. */
export function pointsByHost(entrance: Entrance): ReadonlyMap<string, readonly EntryPoint[]> {
  return Map.groupBy(entrance.state === 'known' ? entrance.points : [], ({ host }) => host);
}

/** A place of which nothing else is known than what listens there: by the usual numbers. */
function pointAt(host: string, ports: readonly number[]): EntryPoint {
  const { http, https } = webPortNumbers;
  return {
    host,
    node: null,
    http: ports.includes(http) ? http : null,
    https: ports.includes(https) ? https : null,
    ports: new Map(ports.map((port) => [port, port])),
    named: new Map(),
    targets: new Map(),
  };
}

/** Where services are at a host, by which of their ports is there. */
export function pointsAt(
  host: string,
  services: readonly ServiceObject[],
  outside: (port: ServicePort) => number | undefined,
): EntryPoint[] {
  return services.flatMap(({ spec }) => {
    const listening = listeningAt(tcpPorts(spec), outside);
    return listening === null ? [] : [{ host, node: null, ...listening }];
  });
}

/**
 * Which port at an entry point leads to a listener of the program behind it, whose port may be that of its service, or the
 * one in its pods to which the service leads: by that number, or by the listener's name. Null where nothing tells.
 */
export function listenerPort(
  { ports, targets }: EntryPoint,
  { port, name }: { readonly port: number; readonly name?: string },
): number | null {
  return ports.get(port) ?? targets.get(port) ?? (name === undefined ? undefined : targets.get(name)) ?? null;
}

/** False for services of a controller's metrics, administration and webhooks. */
export function hasWebPort({ spec }: ServiceObject): boolean {
  const declared = spec?.ports ?? [];
  return (['http', 'https'] as const).some((scheme) => webPort(declared, scheme) !== undefined);
}

/** A service as a route names what serves it. */
export function servingService({ metadata, spec }: ServiceObject): ServingService {
  const declared = tcpPorts(spec);
  const schemes = (['http', 'https'] as const).map((scheme) => [webPort(declared, scheme), scheme] as const);
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    ports: declared.map((each) => ({
      port: each.port ?? 0,
      scheme: schemes.find(([port]) => port === each)?.[1] ?? null,
      nodePort: each.nodePort || null,
    })),
  };
}

/** The port that a load balancer, and each address of the service's own, has for one of it; the one that nodes have. */
export const byPort = ({ port }: ServicePort) => port;
export const byNodePort = ({ nodePort }: ServicePort) => nodePort;

interface PointsFound {
  readonly points: readonly EntryPoint[];
  readonly notes: readonly Message[];
}

function pointsOf(service: ServiceObject, subject: Subject, world: RouteWorld): PointsFound {
  const { type, externalIPs = [], externalTrafficPolicy } = service.spec ?? {};
  const declared = tcpPorts(service.spec);
  const given = type === 'LoadBalancer' ? balancerHosts(service) : [];
  const hosts = [...given, ...externalIPs].filter(Boolean);
  if (hosts.length > 0) {
    return { points: hosts.flatMap((host) => pointsAt(host, [service], byPort)), notes: [] };
  }
  const listening = listeningAt(declared, byNodePort);
  if ((type !== 'NodePort' && type !== 'LoadBalancer') || listening === null)
    return { points: [], notes: [] };
  const found = servingNodes(subject, world, () => true);
  return {
    points: found.addresses.map((address) => ({ ...address, ...listening })),
    notes: [...found.notes, ...(externalTrafficPolicy === 'Local' ? [message('entrance.local')] : [])],
  };
}

function tcpPorts(spec: ServiceObject['spec']): ServicePort[] {
  return (spec?.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
}

/** Null where it listens on none of the ports. */
function listeningAt(
  declared: readonly ServicePort[],
  outside: (port: ServicePort) => number | undefined,
): Omit<EntryPoint, 'host' | 'node'> | null {
  const ports = new Map(
    declared.flatMap((each) => {
      const [inside, there] = [each.port, outside(each)];
      return inside === undefined || !there ? [] : [[inside, there] as const];
    }),
  );
  if (ports.size === 0) return null;
  const named = new Map(
    declared.flatMap(({ name, port = 0 }) => {
      const there = ports.get(port);
      return name && there !== undefined ? [[name, there] as const] : [];
    }),
  );
  const targets = new Map(
    declared.flatMap(({ targetPort, port = 0 }) => {
      const there = ports.get(port);
      return targetPort && there !== undefined ? [[targetPort, there] as const] : [];
    }),
  );
  const web = (scheme: 'http' | 'https') => ports.get(webPort(declared, scheme)?.port ?? 0) ?? null;
  return { http: web('http'), https: web('https'), ports, named, targets };
}

function webPort(declared: readonly ServicePort[], scheme: 'http' | 'https'): ServicePort | undefined {
  const names: readonly string[] = webPortNames[scheme];
  return (
    declared.find(({ name = '' }) => names.includes(name)) ??
    declared.find(({ port }) => port === webPortNumbers[scheme])
  );
}
