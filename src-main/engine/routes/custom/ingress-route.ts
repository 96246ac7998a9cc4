import { z } from 'zod';
import { type Message, message } from '../../../shared/language/message.ts';
import { lazily } from '../../../shared/lazily.ts';
import type { Route, RouteScheme } from '../../../shared/route.ts';
import { entranceOfKnown } from '../entrance/controllers.ts';
import { type Lead, leadRoutes, openerOf } from '../entrance/entry-leads.ts';
import { type EntryPort, type Place, type Placed, placed, webPorts } from '../entrance/entry-places.ts';
import type { Entrance } from '../entrance/entry-points.ts';
import { EntryName, entryReader, type ReadEntry } from '../entrance/entry-reader.ts';
import { type Obstacle, withoutWeight } from '../entrance/obstacles.ts';
import { anew } from '../anew.ts';
import { wordsOf } from '../cluster-text.ts';
import { servicePort } from '../service/backends.ts';
import { elementsOf, orNull } from '../tolerant-schema.ts';
import { readTraefikRule, type RuleMatch } from './traefik-rule.ts';
import {
  TraefikBackend,
  type TraefikEnd,
  traefikEnds,
  type TraefikServices,
  traefikServices,
} from './traefik-services.ts';
import type { RouteWorld, Subject } from '../world.ts';

const Rule = z.object({ match: z.string(), services: elementsOf(TraefikBackend) });

/** An IngressRoute or an IngressRouteTCP, which say alike what is read of them. */
const IngressRoute = z.object({
  spec: z.object({
    entryPoints: elementsOf(EntryName),
    routes: elementsOf(Rule),
    tls: orNull(z.object({ passthrough: orNull(z.boolean()) })),
  }),
});
type IngressRoute = ReadEntry<z.infer<typeof IngressRoute>>;
type Spec = IngressRoute['its']['spec'];

/** What differs between those for HTTP and those for TCP. */
interface Layer {
  readonly kind: 'IngressRoute' | 'IngressRouteTCP';
  readonly plain: RouteScheme;
  readonly secure: RouteScheme;
}

/** What is asked for each route. */
interface Around {
  readonly subject: Subject;
  readonly traefikServices: TraefikServices;
  readonly ofController: () => Entrance;
}

/** An entry point that an object names, and what is spoken there. */
type UsedEntry = Pick<Place, 'port' | 'scheme'>;

/** What all rules of an object have in common. */
interface RuleEntrance {
  readonly spec: Spec;
  readonly entries: readonly UsedEntry[];
  readonly entrance: Entrance;
}

const readIngressRoutes = entryReader(IngressRoute);
const http: Layer = { kind: 'IngressRoute', plain: 'http', secure: 'https' };
const tcp: Layer = { kind: 'IngressRouteTCP', plain: 'tcp', secure: 'tls' };
/** Of one object; a Traefik has a handful, and each is combined with all alternatives of each rule. */
const maxEntryPoints = 100;

/** The entry points of Traefik's own chart: the second one speaks TLS whatever a route says. */
const usualEntryPoints = { web: 'http', websecure: 'https' } as const;

/** URLs of Traefik's IngressRoutes, and addresses of its IngressRouteTCPs. */
export function ingressRouteRoutes(subject: Subject, world: RouteWorld): Route[] {
  const ofController = lazily(() => entranceOfKnown('traefik', subject, world));
  const around: Around = { subject, ofController, traefikServices: traefikServices(world) };
  const { ingressRoutes, ingressRouteTcps } = world.entries;
  return leadRoutes('ingressRoute', subject, [
    ...readIngressRoutes(ingressRoutes).flatMap((route) => leadsOf(http, route, around)),
    ...readIngressRoutes(ingressRouteTcps).flatMap((route) => leadsOf(tcp, route, around)),
  ]);
}

function leadsOf(layer: Layer, { object, its: { spec } }: IngressRoute, around: Around): Lead[] {
  const namespace = object.metadata?.namespace ?? '';
  const entries = usedEntries(layer, spec);
  return spec.routes.flatMap(({ match, services }) => {
    const own = services
      .flatMap((each) => traefikEnds(each, namespace, around.traefikServices))
      .filter((end) => isOf(end, around.subject));
    if (own.length === 0) return [];
    const at = placedRule(layer, match, { spec, entries, entrance: around.ofController() });
    return own.map((end) => ({
      ...at,
      opener: openerOf(layer.kind, object),
      servedBy: wordsOf(object.metadata?.annotations?.['kubernetes.io/ingress.class'] ?? '') || 'Traefik',
      service: { namespace: end.namespace, name: end.name },
      port: servicePort(end.port),
      obstacle: end.isWithoutWeight ? withoutWeight : at.obstacle,
      notes: [...at.notes, ...(end.isAcross ? [message('customRoute.traefikCrossNamespace')] : [])],
    }));
  });
}

function isOf({ namespace, name }: TraefikEnd, { target, services }: Subject): boolean {
  return namespace === target.namespace && services.some(({ service }) => service.metadata?.name === name);
}

function placedRule(layer: Layer, rule: string, { spec, entries, entrance }: RuleEntrance): Placed {
  const matches = readTraefikRule(rule);
  if (matches === null || matches.some(({ hasUnknown }) => hasUnknown)) {
    const why = message('customRoute.ruleNotUnderstood', { rule: wordsOf(rule) });
    const at = placed(placesOf(layer, matches ?? [], entries), entrance);
    return { ...at, obstacle: { state: 'unknown', why } };
  }
  const at = placed(placesOf(layer, matches, entries), entrance);
  const needsTls = layer === tcp && spec.tls === null && matches.every(({ host }) => host !== null);
  const broken: Obstacle = { state: 'broken', why: message('customRoute.tcpHostNeedsTls') };
  return {
    ...at,
    obstacle: needsTls ? broken : at.obstacle,
    notes: [...notesOf(matches, spec), ...at.notes],
  };
}

function notesOf(matches: readonly RuleMatch[], { tls }: Spec): Message[] {
  return [
    ...(matches.some(({ hasMore }) => hasMore) ? [message('customRoute.conditions')] : []),
    ...(tls?.passthrough === true ? [message('customRoute.passthrough')] : []),
  ];
}

/** Without a choice it is at all entry points, of which only one speaks what the route does. */
function usedEntries(layer: Layer, { entryPoints, tls }: Spec): UsedEntry[] {
  const usual = [tls === null ? 'web' : 'websecure'];
  const names = new Set(entryPoints.length === 0 ? usual : entryPoints);
  return [...names].slice(0, maxEntryPoints).map((name) => {
    const isPlain = tls === null && (layer === tcp || name !== 'websecure');
    return { port: portOf(name), scheme: isPlain ? layer.plain : layer.secure };
  });
}

function placesOf(
  layer: Layer,
  matches: readonly RuleMatch[],
  entries: readonly UsedEntry[],
): Iterable<Place> {
  return anew(function* () {
    for (const entry of entries)
      for (const { host, path, hasUnknown } of matches)
        yield {
          ...entry,
          host: host?.text ?? null,
          path: layer === tcp ? null : (path?.text ?? '/'),
          isPattern: hasUnknown || host?.isPattern === true || path?.isPattern === true,
        };
  });
}

/** The port of an entry point is that of its name in Traefik's service. */
function portOf(entryPoint: string): EntryPort {
  const usual = Object.hasOwn(usualEntryPoints, entryPoint)
    ? webPorts[usualEntryPoints[entryPoint as keyof typeof usualEntryPoints]].port
    : null;
  return {
    at: (point) => point.named.get(entryPoint) ?? usual?.at(point) ?? null,
    usual: usual?.usual ?? null,
    name: entryPoint,
  };
}
