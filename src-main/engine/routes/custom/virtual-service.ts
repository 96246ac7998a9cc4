import type { Route } from '../../../shared/route.ts';
import { type Message, message } from '../../../shared/language/message.ts';
import { keyOf } from '../../kube/kube-objects.ts';
import { anew } from '../anew.ts';
import { entranceByLabels } from '../entrance/controllers.ts';
import { type Lead, leadRoutes, openerOf } from '../entrance/entry-leads.ts';
import { nowhere, type Place, type Placed, placed } from '../entrance/entry-places.ts';
import type { Entrance } from '../entrance/entry-points.ts';
import { withoutWeight } from '../entrance/obstacles.ts';
import {
  type IstioDestination,
  type IstioGateway,
  type IstioMatch,
  type IstioRule,
  readIstioGateways,
  readVirtualServices,
  type VirtualService,
} from './istio-objects.ts';
import { type IstioLayer, serverPlaces, serversFor, type ServingServer } from './istio-servers.ts';
import { type PortChoice, servicePort } from '../service/backends.ts';
import { isWhole, type RouteWorld, type Subject } from '../world.ts';

/** One destination that a match leads to. */
interface Led {
  readonly layer: IstioLayer;
  /** What has the rule, by whose namespace short names are resolved: the VirtualService, or one that it delegates to. */
  readonly holder: VirtualService;
  /** Null for every connection. */
  readonly match: IstioMatch | null;
  readonly destination: IstioDestination['destination'];
  readonly isWithoutWeight: boolean;
}

/** What is asked for each rule. */
interface Around {
  readonly gateways: ReadonlyMap<string, IstioGateway>;
  readonly areGatewaysKnown: boolean;
  readonly entranceOf: (gateway: IstioGateway) => Entrance;
  readonly serversOf: (gateway: IstioGateway, service: VirtualService, led: Led) => readonly ServingServer[];
}

/** Where a rule is served by one gateway, or why it is not. */
type Served = Placed & { readonly servers: readonly ServingServer[] };

const mesh = 'mesh';
/** A delegate's rules times the matches of what delegates to it. */
const maxLed = 10_000;

/** What a match may have beside its path without being narrower. */
const quietKeys = new Set(['name', 'uri', 'ignoreUriCase', 'sniHosts', 'gateways', 'port', 'statPrefix']);

/** URLs of Istio's VirtualServices at the gateways that they name. */
export function virtualServiceRoutes(subject: Subject, world: RouteWorld): Route[] {
  const services = readVirtualServices(world.entries.virtualServices);
  const byKey = new Map(services.map((service) => [keyOf(service.object), service]));
  const around = aroundOf(subject, world);
  const leads = services
    .filter(({ its }) => its.spec.hosts.length > 0)
    .flatMap((service) =>
      ledBy(service, byKey)
        .filter((led) => serviceOf(led).namespace === subject.target.namespace)
        .flatMap((led) => leadsOf(service, led, around)),
    );
  return leadRoutes('virtualService', subject, leads);
}

function aroundOf(subject: Subject, world: RouteWorld): Around {
  const seen = world.entries.istioGateways;
  const gateways = readIstioGateways(seen);
  const entrances = new Map<IstioGateway, Entrance>();
  return {
    gateways: new Map(gateways.map((gateway) => [keyOf(gateway.object), gateway])),
    areGatewaysKnown: isWhole(seen),
    entranceOf: (gateway) => {
      const entrance = entrances.get(gateway) ?? entranceByLabels(gateway.its.spec.selector, subject, world);
      entrances.set(gateway, entrance);
      return entrance;
    },
    serversOf: rememberedServers(),
  };
}

/** Hosts are compared once for all rules of an object that ask a gateway alike: of both there may be thousands. */
function rememberedServers(): Around['serversOf'] {
  const known = new Map<string, readonly ServingServer[]>();
  return (gateway, service, { layer, match }) => {
    const sniHosts = layer === 'tls' ? (match?.sniHosts ?? []) : [];
    const port = match?.port ?? null;
    const key = JSON.stringify([keyOf(gateway.object), keyOf(service.object), layer, port, sniHosts]);
    const namespace = service.object.metadata?.namespace ?? '';
    const hosts = sniHosts.length > 0 ? sniHosts : service.its.spec.hosts;
    const servers = known.get(key) ?? serversFor(gateway, { layer, namespace, hosts, port });
    known.set(key, servers);
    return servers;
  };
}

function ledBy(service: VirtualService, all: ReadonlyMap<string, VirtualService>): Led[] {
  const { http, tls, tcp } = service.its.spec;
  const led = [
    ...http.flatMap((rule) => [
      ...ledByRule('http', service, rule, rule.match),
      ...ledByDelegate(service, rule, all),
    ]),
    ...tls.flatMap((rule) => ledByRule('tls', service, rule, rule.match)),
    ...tcp.flatMap((rule) => ledByRule('tcp', service, rule, rule.match)),
  ];
  return led.slice(0, maxLed);
}

/** A delegate narrows what is delegated to it, and delegates no further. */
function ledByDelegate(
  service: VirtualService,
  rule: IstioRule,
  all: ReadonlyMap<string, VirtualService>,
): Led[] {
  if (rule.delegate === null) return [];
  const { name, namespace } = rule.delegate;
  const delegate = all.get(`${namespace ?? service.object.metadata?.namespace ?? ''}/${name}`);
  if (delegate === undefined || delegate.its.spec.hosts.length > 0) return [];
  return delegate.its.spec.http.flatMap((own) =>
    ledByRule('http', delegate, own, own.match.length > 0 ? own.match : rule.match),
  );
}

function ledByRule(
  layer: IstioLayer,
  holder: VirtualService,
  { route }: IstioRule,
  matches: readonly IstioMatch[],
): Led[] {
  const isWeighted = route.length > 1 && route.some(({ weight }) => weight !== null && weight > 0);
  return (matches.length === 0 ? [null] : matches).flatMap((match) =>
    route.map(({ destination, weight }) => ({
      layer,
      holder,
      match,
      destination,
      isWithoutWeight: isWeighted && !weight,
    })),
  );
}

/** A short name is one of the rule's own namespace; a full one is `NAME.NAMESPACE.svc` and the cluster's domain. */
function serviceOf({ holder, destination: { host } }: Led): Lead['service'] {
  const [name = '', namespace, svc] = host.split('.');
  if (namespace === undefined) return { namespace: holder.object.metadata?.namespace ?? '', name };
  return svc === 'svc' ? { namespace, name } : { namespace: '', name: host };
}

function leadsOf(service: VirtualService, led: Led, around: Around): Lead[] {
  const own = led.match?.gateways ?? [];
  const named = (own.length > 0 ? own : service.its.spec.gateways).filter((name) => name !== mesh);
  const lead = {
    opener: openerOf('VirtualService', service.object),
    servedBy: 'Istio',
    service: serviceOf(led),
  };
  if (named.length === 0) {
    const inside = nowhere({ state: 'inside', why: message('customRoute.insideMesh') });
    return [{ ...inside, ...lead, port: portOf(led, []), notes: notesOf(led, []) }];
  }
  return named.map((name) => {
    const at = servedAt(name, service, led, around);
    return {
      ...at,
      ...lead,
      port: portOf(led, at.servers),
      obstacle: led.isWithoutWeight ? withoutWeight : at.obstacle,
      notes: [...notesOf(led, at.servers), ...at.notes],
    };
  });
}

function servedAt(name: string, service: VirtualService, led: Led, around: Around): Served {
  const namespace = service.object.metadata?.namespace ?? '';
  const key = gatewayKey(name, namespace);
  const gateway = around.gateways.get(key);
  if (gateway === undefined)
    return around.areGatewaysKnown
      ? unserved('broken', message('customRoute.gatewayMissing', { gateway: key }))
      : unserved('unknown', message('customRoute.gatewayUnread', { gateway: key }));
  const gatewayNamespace = gateway.object.metadata?.namespace ?? '';
  if (!isExported(service, namespace, gatewayNamespace))
    return unserved('broken', message('customRoute.notExported', { namespace: gatewayNamespace }));
  const serving = around.serversOf(gateway, service, led);
  if (serving.length === 0)
    return unserved('broken', message('customRoute.hostNotAtGateway', { gateway: key }));
  const answering = serving.filter(({ isRedirecting }) => !isRedirecting);
  const places = anew(() => placesAt(answering.length > 0 ? answering : serving, pathOf(led)));
  return { ...placed(places, around.entranceOf(gateway)), servers: serving };
}

function* placesAt(
  servers: readonly ServingServer[],
  path: Pick<Place, 'path' | 'isPattern'>,
): Generator<Place, void, void> {
  for (const server of servers) yield* serverPlaces(server, path);
}

function unserved(state: 'broken' | 'unknown', why: Message): Served {
  return { ...nowhere({ state, why }), servers: [] };
}

/** `NAMESPACE/NAME`, `NAME`, or the old `NAME.NAMESPACE.svc.cluster.local`. */
function gatewayKey(name: string, namespace: string): string {
  if (name.includes('/')) return name;
  const [first = '', second, svc] = name.split('.');
  return svc === 'svc' && second !== undefined ? `${second}/${first}` : `${namespace}/${name}`;
}

function isExported({ its }: VirtualService, namespace: string, to: string): boolean {
  const { exportTo } = its.spec;
  return (
    exportTo.length === 0 || exportTo.some((each) => each === '*' || (each === '.' ? namespace : each) === to)
  );
}

function pathOf({ layer, match }: Led): Pick<Place, 'path' | 'isPattern'> {
  if (layer !== 'http') return { path: null, isPattern: false };
  const { exact = null, prefix = null, regex = null } = match?.uri ?? {};
  return {
    path: exact ?? prefix ?? regex ?? '/',
    isPattern: exact === null && prefix === null && regex !== null,
  };
}

/** Without a port it is the only one that the service has, or the one of the gateway's number. */
function portOf({ destination }: Led, servers: readonly ServingServer[]): PortChoice {
  const asked = destination.port?.number ?? null;
  if (asked !== null) return servicePort(asked);
  const numbers = servers.map(({ port }) => port);
  return {
    asked: numbers[0] ?? '*',
    isOf: ({ port }, { service }) =>
      numbers.length === 0 || service.spec?.ports?.length === 1 || numbers.includes(port.port),
  };
}

function notesOf({ match, destination: { subset } }: Led, servers: readonly ServingServer[]): Message[] {
  const isNarrow = Object.keys(match ?? {}).some((key) => !quietKeys.has(key));
  return [
    ...(isNarrow ? [message('customRoute.conditions')] : []),
    ...(subset === null ? [] : [message('customRoute.subset', { subset })]),
    ...(servers.some(({ isPassthrough }) => isPassthrough) ? [message('customRoute.passthrough')] : []),
    ...(servers.some(({ isRedirecting }) => isRedirecting) ? [message('customRoute.redirects')] : []),
  ];
}
