import { z } from 'zod';
import { type Message, message } from '../../../shared/language/message.ts';
import type { RouteState, ServingService } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { entranceOfController } from '../entrance/controllers.ts';
import type { EntryPoint } from '../entrance/entry-points.ts';
import type { IngressClass } from './ingress-class.ts';
import { isPlaceHost } from './rule-text.ts';
import { itemsOf, type RouteWorld, type Subject } from '../world.ts';

/** A port, and where it is open. */
export interface Place {
  readonly port: number;
  /** None where it is not known. */
  readonly entries: readonly string[];
}

/** Where requests to an Ingress are to be sent. */
export interface IngressPlaces {
  readonly http: readonly Place[];
  readonly https: readonly Place[];
  /** True where the Ingress itself names an address in its status. */
  readonly isServed: boolean;
  /** Why it is not known where; null where it is. */
  readonly trouble: RouteState | null;
  readonly notes: readonly Message[];
  /** The services of its controller. */
  readonly serving: readonly ServingService[];
}

const usualPorts = { http: 80, https: 443 } as const;

const Status = z.object({ loadBalancer: z.object({ ingress: z.array(z.unknown()) }) });
const Given = z.object({ ip: z.string().nullish(), hostname: z.string().nullish() });

/**
 * The addresses of an Ingress's status, at the ports of the controller's service where that has them, else where the service
 * listens from outside.
 */
export function placesOf(
  ingress: EntryObject,
  its: IngressClass,
  subject: Subject,
  world: RouteWorld,
): IngressPlaces {
  const given = statusHosts(ingress);
  const inside = clusterIps(world);
  // A controller behind node ports publishes its service's cluster IP (ingress-nginx, --publish-service).
  const outside = given.filter((host) => !inside.has(host));
  const entrance = entranceOfController(asController(its), subject, world);
  const serving = entrance.services;
  const points = entrance.state === 'known' ? entrance.points : [];
  const isServed = given.length > 0;
  if (outside.length > 0) {
    const own = Map.groupBy(points, ({ host }) => host);
    const at = (scheme: 'http' | 'https') =>
      grouped(
        outside.flatMap((host) => {
          const ports = own.get(host)?.map((point) => point[scheme]) ?? [usualPorts[scheme]];
          return ports.map((port) => ({ host, port }));
        }),
      );
    return { http: at('http'), https: at('https'), isServed, trouble: null, notes: [], serving };
  }
  if (entrance.state === 'known') {
    const at = (scheme: 'http' | 'https') =>
      grouped(points.map((point: EntryPoint) => ({ host: point.host, port: point[scheme] })));
    const notes = [message('ingress.addressOfController'), ...entrance.notes];
    return { http: at('http'), https: at('https'), isServed, trouble: null, notes, serving };
  }
  const nowhere = (scheme: 'http' | 'https') => [{ port: usualPorts[scheme], entries: [] }];
  const trouble = isServed
    ? ({ state: 'inside', why: message('ingress.insideOnly') } as const)
    : withoutAddress(ingress, its, entrance.why);
  return { http: nowhere('http'), https: nowhere('https'), isServed, trouble, notes: [], serving };
}

function withoutAddress({ metadata }: EntryObject, its: IngressClass, why: Message): RouteState {
  if (its.state === 'none') return { state: 'unknown', why: message('ingress.noClass') };
  if (its.state === 'unread' || why.id === 'entrance.unread') return { state: 'unknown', why };
  const since = Date.parse(metadata?.creationTimestamp ?? '');
  return {
    state: 'waiting',
    since: Number.isNaN(since) ? null : since,
    why: message('ingress.withoutAddress', { name: its.name }),
  };
}

/** What is known of the controller; nothing of a class that is not there. */
function asController(its: IngressClass): { controller: string | null; className: string | null } {
  switch (its.state) {
    case 'known':
    case 'default':
      return { controller: its.controller, className: its.name };
    case 'annotated':
    case 'unread':
      return { controller: null, className: its.name };
    case 'dangling':
    case 'none':
      return { controller: null, className: null };
  }
}

function statusHosts({ status }: EntryObject): string[] {
  const parsed = Status.safeParse(status);
  if (!parsed.success) return [];
  return parsed.data.loadBalancer.ingress.flatMap((each) => {
    const { ip, hostname } = Given.safeParse(each).data ?? {};
    const host = ip || hostname;
    return isPlaceHost(host) ? [host] : [];
  });
}

function clusterIps({ allServices }: RouteWorld): ReadonlySet<string> {
  return new Set(
    itemsOf(allServices).flatMap(({ spec }) => spec?.clusterIPs ?? (spec?.clusterIP ? [spec.clusterIP] : [])),
  );
}

/** Hosts by their port, in the order in which they came; those without a port are nowhere. */
function grouped(all: readonly { readonly host: string; readonly port: number | null }[]): Place[] {
  const entries = new Map<number, string[]>();
  for (const { host, port } of all) {
    if (port === null) continue;
    const there = entries.get(port) ?? [];
    if (!there.includes(host)) there.push(host);
    entries.set(port, there);
  }
  return [...entries].map(([port, hosts]) => ({ port, entries: hosts }));
}
