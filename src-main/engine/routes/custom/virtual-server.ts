import type { Route } from '../../../shared/route.ts';
import { z } from 'zod';
import { type Message, message } from '../../../shared/language/message.ts';
import { lazily } from '../../../shared/lazily.ts';
import { type EntryObject, keyOf } from '../../kube/kube-objects.ts';
import { entranceOfKnown } from '../entrance/controllers.ts';
import { type Lead, leadRoutes, openerOf } from '../entrance/entry-leads.ts';
import { nowhere, type Place, placed, webPorts } from '../entrance/entry-places.ts';
import { type Entrance, entranceAt } from '../entrance/entry-points.ts';
import { EntryName, EntryPath, entryReader, type ReadEntry } from '../entrance/entry-reader.ts';
import { type Obstacle, orphaned, refused, untaken, withoutWeight } from '../entrance/obstacles.ts';
import { wordsOf } from '../cluster-text.ts';
import { servicePort } from '../service/backends.ts';
import { elementsOf, orNull } from '../tolerant-schema.ts';
import { isWhole, type RouteWorld, type Subject } from '../world.ts';

const Upstream = z.object({ name: EntryName, service: EntryName, port: z.int(), type: orNull(z.string()) });
type Upstream = z.infer<typeof Upstream>;

const Action = z.object({ pass: orNull(EntryName), proxy: orNull(z.object({ upstream: EntryName })) });
const Split = z.object({ weight: orNull(z.number()), action: orNull(Action) });
const Choice = z.object({ action: orNull(Action), splits: elementsOf(Split) });

const Rule = Choice.extend({
  path: EntryPath,
  matches: elementsOf(Choice),
  /** `NAMESPACE/NAME` or `NAME` of a VirtualServerRoute. */
  route: orNull(z.string().max(510)),
  routeSelector: orNull(z.record(z.string(), z.unknown())),
});
type Rule = z.infer<typeof Rule>;

const Status = z
  .object({
    state: orNull(z.string()),
    message: orNull(z.string()),
    reason: orNull(z.string()),
    referencedBy: orNull(z.string()),
    externalEndpoints: elementsOf(
      z.object({ ip: orNull(EntryName), hostname: orNull(EntryName), ports: orNull(z.string().max(500)) }),
    ),
  })
  .catch({ state: null, message: null, reason: null, referencedBy: null, externalEndpoints: [] });
type Status = z.infer<typeof Status>;

const VirtualServer = z.object({
  spec: z.object({
    host: EntryName,
    ingressClassName: orNull(EntryName),
    listener: orNull(z.object({ http: orNull(EntryName), https: orNull(EntryName) })),
    tls: orNull(z.object({ redirect: orNull(z.object({ enable: z.literal(true) })) })),
    upstreams: elementsOf(Upstream),
    routes: elementsOf(Rule),
  }),
  status: Status,
});
type Server = ReadEntry<z.infer<typeof VirtualServer>>;
const readServers = entryReader(VirtualServer);

const VirtualServerRoute = z.object({
  spec: z.object({ upstreams: elementsOf(Upstream), subroutes: elementsOf(Rule) }),
  status: Status,
});
type Delegate = ReadEntry<z.infer<typeof VirtualServerRoute>>;
const readDelegates = entryReader(VirtualServerRoute);

/** One upstream that a rule leads to. */
interface Led {
  readonly upstream: Upstream;
  readonly namespace: string;
  readonly path: string;
  readonly obstacle: Obstacle | null;
  readonly notes: readonly Message[];
}

/** How rules find what they delegate to. */
interface Delegates {
  readonly byKey: ReadonlyMap<string, Delegate>;
  /** By the VirtualServer that has chosen them by their labels, as their status says. */
  readonly byServer: ReadonlyMap<string | null, readonly Delegate[]>;
}

const product = 'NGINX';

/** URLs of the VirtualServers of NGINX Inc.'s controller, also by the VirtualServerRoutes that they delegate to. */
export function virtualServerRoutes(subject: Subject, world: RouteWorld): Route[] {
  const seen = world.entries.virtualServers;
  const servers = readServers(seen);
  const delegates = readDelegates(world.entries.virtualServerRoutes);
  const known = delegatesOf(delegates);
  const taken = new Set<Delegate>();
  const ofController = lazily(() => entranceOfKnown('nginx', subject, world));
  const leads = servers.flatMap((server) =>
    ledBy(server, known, taken)
      .filter(({ namespace }) => namespace === subject.target.namespace)
      .map((led) => leadOf(server, led, ofController)),
  );
  const orphans = delegates
    .filter((delegate) => !taken.has(delegate))
    .flatMap((delegate) => orphanLeads(delegate, isWhole(seen)));
  return leadRoutes('virtualServer', subject, [...leads, ...orphans]);
}

function delegatesOf(all: readonly Delegate[]): Delegates {
  return {
    byKey: new Map(all.map((delegate) => [keyOf(delegate.object), delegate])),
    byServer: Map.groupBy(all, ({ its }) => its.status.referencedBy),
  };
}

function ledBy(server: Server, delegates: Delegates, taken: Set<Delegate>): Led[] {
  const { upstreams, routes } = server.its.spec;
  return routes.flatMap((rule) => {
    const chosen = chosenBy(rule, server.object, delegates);
    for (const delegate of chosen) taken.add(delegate);
    return [...upstreamsOf(rule, upstreams, server.object), ...chosen.flatMap(ledByDelegate)];
  });
}

function ledByDelegate(delegate: Delegate): Led[] {
  const { spec } = delegate.its;
  const refusal = stateOf(delegate);
  return spec.subroutes
    .flatMap((subroute) => upstreamsOf(subroute, spec.upstreams, delegate.object))
    .map((led) => (refusal?.state === 'broken' ? { ...led, obstacle: refusal } : led));
}

function chosenBy(
  { route, routeSelector }: Rule,
  server: EntryObject,
  { byKey, byServer }: Delegates,
): readonly Delegate[] {
  if (route === null) return routeSelector === null ? [] : (byServer.get(keyOf(server)) ?? []);
  const { namespace = '' } = server.metadata ?? {};
  const named = byKey.get(route.includes('/') ? route : `${namespace}/${route}`);
  return named === undefined ? [] : [named];
}

function upstreamsOf(rule: Rule, upstreams: readonly Upstream[], { metadata }: EntryObject): Led[] {
  const led = ({ action, splits }: z.infer<typeof Choice>, notes: readonly Message[]): Led[] =>
    [{ weight: null, action }, ...splits].flatMap((each) => {
      const named = each.action?.pass ?? each.action?.proxy?.upstream;
      const upstream = upstreams.find(({ name }) => name === named);
      if (upstream === undefined) return [];
      const obstacle = each.weight === 0 ? withoutWeight : null;
      return [{ upstream, namespace: metadata?.namespace ?? '', path: rule.path, obstacle, notes }];
    });
  const conditions = [message('customRoute.conditions')];
  return [...led(rule, []), ...rule.matches.flatMap((match) => led(match, conditions))];
}

function leadOf(server: Server, led: Led, ofController: () => Entrance): Lead {
  const { spec, status } = server.its;
  const { upstream, namespace, path } = led;
  const hosts = status.externalEndpoints.flatMap(({ ip, hostname }) => ip || hostname || []);
  const at = placed(placesOf(spec, path, upstream), entranceAt(hosts, ofController(), portsOf(status)));
  const listener = spec.listener?.https ?? spec.listener?.http ?? null;
  const unplaced: Obstacle | null =
    listener === null
      ? at.obstacle
      : { state: 'unknown', why: message('customRoute.customListener', { listener }) };
  const isRedirected = (spec.tls?.redirect ?? null) !== null;
  return {
    ...at,
    opener: openerOf('VirtualServer', server.object),
    servedBy: spec.ingressClassName ?? product,
    service: { namespace, name: upstream.service },
    port: servicePort(upstream.port),
    obstacle: led.obstacle ?? stateOf(server) ?? unplaced,
    notes: [
      ...led.notes,
      ...(isRedirected ? [message('customRoute.redirects')] : []),
      ...(status.state === 'Warning'
        ? [message('customRoute.warns', { by: product, reason: reasonOf(status) })]
        : []),
      ...at.notes,
    ],
  };
}

/** With TLS it serves plain HTTP as well, unless that is redirected. */
function placesOf({ host, tls, listener }: Server['its']['spec'], path: string, { type }: Upstream): Place[] {
  if (listener !== null) return [];
  const schemes =
    tls === null
      ? ['http' as const]
      : ['https' as const, ...(tls.redirect === null ? ['http' as const] : [])];
  return schemes.map((scheme) => ({
    ...webPorts[scheme],
    ...(type === 'grpc' && { scheme: scheme === 'https' ? 'grpcs' : 'grpc' }),
    host,
    ...pathOf(path),
  }));
}

/** `/prefix`, `=/exact`, or `~` or `~*` before a regular expression. */
function pathOf(path: string): Pick<Place, 'path' | 'isPattern'> {
  if (path.startsWith('~')) return { path: path.replace(/^~\*?\s*/, ''), isPattern: true };
  return { path: path.replace(/^=\s*/, ''), isPattern: false };
}

/** As text: `[80,443]`. */
function portsOf({ externalEndpoints }: Status): number[] {
  const all = externalEndpoints.flatMap(({ ports }) => ports?.match(/\d{1,5}/g) ?? []);
  return all.length === 0 ? [80, 443] : [...new Set(all.map(Number))];
}

function stateOf({ object, its: { status } }: ReadEntry<{ readonly status: Status }>): Obstacle | null {
  if (status.state === 'Invalid') return refused(product, reasonOf(status));
  return status.state === null ? untaken(product, object) : null;
}

function reasonOf({ message: text, reason }: Status): string {
  return wordsOf(text || reason || '') || 'Invalid';
}

function orphanLeads(delegate: Delegate, areAllRead: boolean): Lead[] {
  const { object, its } = delegate;
  const { namespace = '' } = object.metadata ?? {};
  const isSure = areAllRead || its.status.reason === 'NoVirtualServerFound';
  const obstacle = (isSure ? null : stateOf(delegate)) ?? orphaned('VirtualServer', isSure);
  return its.spec.upstreams.map(({ service, port }) => ({
    ...nowhere(obstacle),
    opener: openerOf('VirtualServerRoute', object),
    servedBy: product,
    service: { namespace, name: service },
    port: servicePort(port),
  }));
}
