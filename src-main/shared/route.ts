import { z } from 'zod';
import { Message } from './language/message.ts';
import { Problem } from './problem.ts';
import { RemotePort } from './port-pair.ts';
import { Target } from './target.ts';

/** Every way in to a workload that Portolan knows of, in the order in which they are shown. */
export const routeKinds = [
  'portForward',
  'apiProxy',
  'hostNetwork',
  'hostPort',
  'clusterIp',
  'nodePort',
  'loadBalancer',
  'externalIp',
  'ingress',
  'gateway',
  'virtualServer',
  'ingressRoute',
  'openshiftRoute',
  'httpProxy',
  'virtualService',
  'externalName',
] as const;
export const RouteKind = z.enum(routeKinds);
export type RouteKind = z.infer<typeof RouteKind>;

/** What listens there, as far as the cluster says it. */
export const RouteScheme = z.enum(['http', 'https', 'grpc', 'grpcs', 'tls', 'tcp', 'udp', 'sctp']);
export type RouteScheme = z.infer<typeof RouteScheme>;

/** One place of the network to connect to. */
export const RouteAddress = z.object({
  scheme: RouteScheme,
  /** An IP address without brackets, or a DNS name as the object writes it, which may begin with `*.`. */
  host: z.string(),
  port: z.int(),
  /** Begins with a slash, or is the regular expression of a rule; null where nothing is asked by path. */
  path: z.string().nullable(),
  /** True where host or path stand for many, so that it cannot be opened as it is. */
  isPattern: z.boolean(),
  /** Where the entry to the cluster listens, by IP address or name, for a `host` that is only a name in its rules. */
  entries: z.array(z.string()),
  /** Whose address it is; null where it is no single node's. */
  node: z.string().nullable(),
});
export type RouteAddress = z.infer<typeof RouteAddress>;

/** How a route is taken. */
export const RouteAccess = z.discriminatedUnion('by', [
  /** By a forward to this port. */
  z.object({ by: z.literal('forward'), target: Target.pick({ kind: true, name: true }), remote: RemotePort }),
  /** By a path of the API server, with a slash at its end. */
  z.object({ by: z.literal('apiServer'), path: z.string() }),
  /** By connecting to any of these; none where the cluster has no address for it yet. */
  z.object({ by: z.literal('network'), addresses: z.array(RouteAddress) }),
]);
export type RouteAccess = z.infer<typeof RouteAccess>;

/** What the cluster's objects say of a route; whether it answers from this computer only a probe tells. */
export const RouteState = z.discriminatedUnion('state', [
  /** Nothing that is known stands in its way. */
  z.object({ state: z.literal('open') }),
  /** From inside the cluster only. */
  z.object({ state: z.literal('inside'), why: Message }),
  /** The cluster has yet to give it an address; `since` in milliseconds since the epoch. */
  z.object({ state: z.literal('waiting'), why: Message, since: z.number().nullable() }),
  /** It cannot work as it is. */
  z.object({ state: z.literal('broken'), why: Message }),
  /** These credentials may not take it. */
  z.object({ state: z.literal('denied'), why: Message }),
  /** What decides it is not known, or may not be read. */
  z.object({ state: z.literal('unknown'), why: Message }),
]);
export type RouteState = z.infer<typeof RouteState>;

/** A port of the service or pod to which a route leads. */
export const RoutePort = z.object({
  name: z.string().nullable(),
  port: z.int(),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']),
});
export type RoutePort = z.infer<typeof RoutePort>;

/** A service behind which the program stands that serves a route: a controller, or the proxy of a gateway. */
export const ServingService = z.object({
  namespace: z.string(),
  name: z.string(),
  /** Those of TCP. */
  ports: z.array(
    z.object({
      port: z.int(),
      /** What is spoken there; null where its name and number do not tell. */
      scheme: z.enum(['http', 'https']).nullable(),
      /** By which every node opens it; null where none does. */
      nodePort: z.int().nullable(),
    }),
  ),
});
export type ServingService = z.infer<typeof ServingService>;

/** One way in. */
export const Route = z.object({
  /** Its own among the routes of one target, only to be compared. */
  key: z.string(),
  kind: RouteKind,
  /** The object that opens it: `Service`, `Ingress`, `Pod` … */
  opener: z.object({ kind: z.string(), namespace: z.string(), name: z.string() }),
  /** Who serves it, where known: an Ingress class, a load balancer's implementation. */
  servedBy: z.string().nullable(),
  /** The services of that program, as far as they are known; absent for a route that needs none. */
  serving: z.array(ServingService).optional(),
  /** The service that it leads through; null where it leads straight to a pod, or to no service that is there. */
  service: z.string().nullable(),
  /** Null where it leads to a name outside. */
  port: RoutePort.nullable(),
  access: RouteAccess,
  state: RouteState,
  /** What else one has to know, a sentence each. */
  notes: z.array(Message),
});
export type Route = z.infer<typeof Route>;

/** A service on the way to the target's pods. */
export const RouteService = z.object({
  name: z.string(),
  ports: z.array(RoutePort),
  readyPods: z.int(),
  totalPods: z.int(),
});
export type RouteService = z.infer<typeof RouteService>;

export const RoutePod = z.object({ name: z.string(), node: z.string().nullable(), ready: z.boolean() });
export type RoutePod = z.infer<typeof RoutePod>;

/** All ways in to one target, as its cluster tells them now. */
export const RouteMap = z.object({
  target: Target,
  routes: z.array(Route),
  services: z.array(RouteService),
  pods: z.array(RoutePod),
  /** What could not be read and may hold more: `nodes`, `ingresses.networking.k8s.io` … */
  unread: z.array(z.object({ resource: z.string(), problem: Problem })),
});
export type RouteMap = z.infer<typeof RouteMap>;

/** What is known of a target's ways in. */
export const RouteNews = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('live'), map: RouteMap }),
  /** There is no such target, or it may not be read, or the cluster is away. */
  z.object({ phase: z.literal('failed'), problem: Problem }),
]);
export type RouteNews = z.infer<typeof RouteNews>;

/** `https://shop.example.com:8443`: the same without a path, as what a local entry serves. */
export function siteText({ scheme, host, port }: Pick<RouteAddress, 'scheme' | 'host' | 'port'>): string {
  return addressText({ scheme, host, port, path: null, isPattern: false, entries: [], node: null });
}

/** `http://10.0.0.2:30080/shop`, `[fd00::2]:5432`, `*.example.com`: as a person would write it. */
export function addressText({ scheme, host, port, path, isPattern }: RouteAddress): string {
  // A regular expression may have colons as well.
  const name = host.includes(':') && !isPattern ? `[${host}]` : host;
  const web = scheme === 'http' || scheme === 'https';
  if (!web) return `${name}:${String(port)}`;
  const isUsual = port === (scheme === 'http' ? 80 : 443);
  return `${scheme}://${name}${isUsual ? '' : `:${String(port)}`}${path ?? ''}`;
}

/** Whether a browser can be sent there. */
export function isWebAddress({ scheme, isPattern }: RouteAddress): boolean {
  return !isPattern && (scheme === 'http' || scheme === 'https');
}
