import { z } from 'zod';
import { type Message, message } from '../../../shared/language/message.ts';
import { lazily } from '../../../shared/lazily.ts';
import type { Route } from '../../../shared/route.ts';
import { keyOf } from '../../kube/kube-objects.ts';
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

const Condition = z.object({
  prefix: orNull(EntryPath),
  exact: orNull(EntryPath),
  regex: orNull(EntryPath),
  header: orNull(z.object({})),
  queryParameter: orNull(z.object({})),
});
type Condition = z.infer<typeof Condition>;

const Service = z.object({
  name: EntryName,
  port: z.int(),
  weight: orNull(z.number()),
  mirror: orNull(z.boolean()),
});
type Service = z.infer<typeof Service>;

const Reference = z.object({ name: EntryName, namespace: orNull(EntryName) });
type Reference = z.infer<typeof Reference>;

const HttpProxy = z.object({
  spec: z.object({
    virtualhost: orNull(
      z.object({ fqdn: EntryName, tls: orNull(z.object({ passthrough: orNull(z.boolean()) })) }),
    ),
    ingressClassName: orNull(EntryName),
    routes: elementsOf(
      z.object({
        conditions: elementsOf(Condition),
        services: elementsOf(Service),
        permitInsecure: orNull(z.boolean()),
      }),
    ),
    includes: elementsOf(Reference.extend({ conditions: elementsOf(Condition) })),
    tcpproxy: orNull(
      z.object({ services: elementsOf(Service), include: orNull(Reference), includes: orNull(Reference) }),
    ),
  }),
  status: z
    .object({
      currentStatus: orNull(z.string()),
      description: orNull(z.string()),
      loadBalancer: z
        .object({ ingress: elementsOf(z.object({ ip: orNull(EntryName), hostname: orNull(EntryName) })) })
        .catch({ ingress: [] }),
    })
    .catch({ currentStatus: null, description: null, loadBalancer: { ingress: [] } }),
});
type HttpProxy = ReadEntry<z.infer<typeof HttpProxy>>;

/** A service that a rule leads to, somewhere below a root. */
interface Led {
  readonly proxy: HttpProxy;
  readonly service: Service;
  /** Null for a connection that is passed on whatever it says. */
  readonly match: { readonly path: string; readonly isPattern: boolean; readonly hasMore: boolean } | null;
  readonly isAlsoPlain: boolean;
  readonly isWithoutWeight: boolean;
}

type Proxies = ReadonlyMap<string, HttpProxy>;

const readProxies = entryReader(HttpProxy);
const product = 'Contour';
/** Includes may be nested; more than this is a circle, or made to trouble us. */
const maxDepth = 8;
const maxVisits = 1000;

/** URLs of Contour's HTTPProxies, with what their roots include. */
export function httpProxyRoutes(subject: Subject, world: RouteWorld): Route[] {
  const seen = world.entries.httpProxies;
  const proxies = readProxies(seen);
  const byKey: Proxies = new Map(proxies.map((proxy) => [keyOf(proxy.object), proxy]));
  const ofController = lazily(() => entranceOfKnown('contour', subject, world));
  const reached = new Set<HttpProxy>();
  const leads = proxies.flatMap((root) => {
    if (root.its.spec.virtualhost === null) return [];
    return ledBelow(root, byKey, reached)
      .filter(({ proxy }) => proxy.object.metadata?.namespace === subject.target.namespace)
      .map((led) => leadOf(root, led, ofController));
  });
  const orphans = proxies
    .filter((proxy) => !reached.has(proxy))
    .flatMap((proxy) => orphanLeads(proxy, isWhole(seen)));
  return leadRoutes('httpProxy', subject, [...leads, ...orphans]);
}

function ledBelow(root: HttpProxy, proxies: Proxies, reached: Set<HttpProxy>): Led[] {
  // With it the routes are ignored.
  if (root.its.spec.tcpproxy !== null) return ledByTcp(root, proxies, reached);
  const led: Led[] = [];
  let visits = 0;
  const walk = (proxy: HttpProxy, above: readonly Condition[], path: readonly HttpProxy[]) => {
    visits += 1;
    if (path.includes(proxy) || path.length >= maxDepth || visits > maxVisits) return;
    reached.add(proxy);
    for (const { conditions, services, permitInsecure } of proxy.its.spec.routes) {
      const match = matchOf([...above, ...conditions]);
      led.push(...ledTo(proxy, services, match, permitInsecure === true));
    }
    for (const { conditions, ...reference } of proxy.its.spec.includes) {
      const child = proxies.get(referred(reference, proxy));
      // A root includes no other root.
      if (child?.its.spec.virtualhost === null) walk(child, [...above, ...conditions], [...path, proxy]);
    }
  };
  walk(root, [], []);
  return led;
}

function ledByTcp(root: HttpProxy, proxies: Proxies, reached: Set<HttpProxy>): Led[] {
  const passed: HttpProxy[] = [];
  for (let at: HttpProxy | undefined = root; at !== undefined && !passed.includes(at);) {
    passed.push(at);
    reached.add(at);
    const { services = [], include = null, includes = null } = at.its.spec.tcpproxy ?? {};
    const reference: Reference | null = include ?? includes;
    if (services.length > 0 || reference === null || passed.length > maxDepth)
      return ledTo(at, services, null, false);
    at = proxies.get(referred(reference, at));
  }
  return [];
}

/** Weights count among each other: without any, all have the same. */
function ledTo(
  proxy: HttpProxy,
  services: readonly Service[],
  match: Led['match'],
  isAlsoPlain: boolean,
): Led[] {
  const answering = services.filter(({ mirror }) => mirror !== true);
  const isWeighted = answering.some(({ weight }) => weight !== null && weight > 0);
  return answering.map((service) => ({
    proxy,
    service,
    match,
    isAlsoPlain,
    isWithoutWeight: isWeighted && !service.weight,
  }));
}

function leadOf(root: HttpProxy, led: Led, ofController: () => Entrance): Lead {
  const { status, spec } = root.its;
  const { proxy, service } = led;
  const hosts = status.loadBalancer.ingress.flatMap(({ ip, hostname }) => ip || hostname || []);
  const at = placed(placesOf(root, led), entranceAt(hosts, ofController()));
  return {
    ...at,
    opener: openerOf('HTTPProxy', root.object),
    servedBy: spec.ingressClassName ?? product,
    service: { namespace: proxy.object.metadata?.namespace ?? '', name: service.name },
    port: servicePort(service.port),
    obstacle: stateOf(root) ?? stateOf(proxy) ?? (led.isWithoutWeight ? withoutWeight : at.obstacle),
    notes: [...notesOf(root, led), ...at.notes],
  };
}

/** With TLS plain HTTP is redirected, except by routes that permit it. */
function placesOf({ its: { spec } }: HttpProxy, { match, isAlsoPlain }: Led): Place[] {
  const { fqdn = '', tls = null } = spec.virtualhost ?? {};
  const place = { host: fqdn, path: match?.path ?? null, isPattern: match?.isPattern === true };
  if (match === null) return [{ ...webPorts.https, ...place, scheme: 'tls' }];
  const secure = { ...webPorts.https, ...place };
  const plain = { ...webPorts.http, ...place };
  if (tls === null) return [plain];
  return isAlsoPlain ? [secure, plain] : [secure];
}

function notesOf({ its: { spec } }: HttpProxy, { match, isAlsoPlain }: Led): Message[] {
  const tls = spec.virtualhost?.tls ?? null;
  return [
    ...(match?.hasMore === true ? [message('customRoute.conditions')] : []),
    ...(tls?.passthrough === true ? [message('customRoute.passthrough')] : []),
    ...(tls !== null && match !== null && !isAlsoPlain ? [message('customRoute.redirects')] : []),
  ];
}

/** Prefixes of what includes and of what is included stand one behind the other. */
function matchOf(conditions: readonly Condition[]): NonNullable<Led['match']> {
  const path = conditions
    .map(({ prefix, exact, regex }) => prefix ?? exact ?? regex ?? '')
    .join('')
    .slice(0, 2048);
  const isPattern = conditions.some(({ regex }) => regex !== null);
  return {
    path: isPattern ? path : path.replace(/\/{2,}/g, '/') || '/',
    isPattern,
    hasMore: conditions.some(({ header, queryParameter }) => header !== null || queryParameter !== null),
  };
}

function stateOf({ object, its: { status } }: HttpProxy): Obstacle | null {
  const { currentStatus, description } = status;
  if (currentStatus === null || currentStatus === 'NotReconciled') return untaken(product, object);
  if (currentStatus === 'valid') return null;
  return refused(product, wordsOf(description || currentStatus));
}

function orphanLeads(proxy: HttpProxy, areAllRead: boolean): Lead[] {
  const opener = openerOf('HTTPProxy', proxy.object);
  const { spec, status } = proxy.its;
  const { routes, tcpproxy } = spec;
  const isSure = areAllRead || status.currentStatus === 'orphaned';
  const obstacle = (isSure ? null : stateOf(proxy)) ?? orphaned('HTTPProxy', isSure);
  return [...routes.flatMap(({ services }) => services), ...(tcpproxy?.services ?? [])].map((service) => ({
    ...nowhere(obstacle),
    opener,
    servedBy: product,
    service: { namespace: opener.namespace, name: service.name },
    port: servicePort(service.port),
  }));
}

function referred({ name, namespace }: Reference, { object }: HttpProxy): string {
  return `${namespace ?? object.metadata?.namespace ?? ''}/${name}`;
}
