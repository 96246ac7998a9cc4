import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteAddress, RouteKind, RouteState, ServingService } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { portUses, type ServicePortUse, stateThrough } from '../service/service-ports.ts';
import type { Subject, SubjectService } from '../world.ts';

/** What stands in the way of a route before it comes to its service. */
export type Obstacle = Exclude<RouteState, { state: 'open' }>;

/** What one rule of an entry leads to: a service by name, and a port of it. */
export interface Lead {
  readonly opener: Route['opener'];
  readonly servedBy: string | null;
  readonly serving: readonly ServingService[];
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: PortChoice;
  readonly addresses: readonly RouteAddress[];
  readonly obstacle: Obstacle | null;
  readonly notes: readonly Message[];
}

/** How a rule chooses among the ports of a service. */
export interface PortChoice {
  /** As the rule writes it. */
  readonly asked: string | number;
  readonly isOf: (use: ServicePortUse, its: SubjectService) => boolean;
}

/** One route in the making, of as many rules as lead the same way. */
interface Gathered {
  readonly route: Omit<Route, 'access' | 'notes'>;
  readonly addresses: RouteAddress[];
  readonly notes: Message[];
}

/** Of backends that share the requests by their weights. */
export const withoutWeight: Obstacle = { state: 'broken', why: message('customRoute.noWeight') };

/** More addresses of one route help nobody, and objects may have thousands of rules. */
const maxAddresses = 100;

/** A port of the service by its number, or by its name. */
export function servicePort(asked: number | string): PortChoice {
  return { asked, isOf: ({ port }) => asked === (typeof asked === 'number' ? port.port : port.name) };
}

/** An object whose status says that no controller has read it. */
export function untaken(by: string, { metadata }: EntryObject): Obstacle {
  const since = Date.parse(metadata?.creationTimestamp ?? '');
  return {
    state: 'waiting',
    since: Number.isNaN(since) ? null : since,
    why: message('customRoute.notTaken', { by }),
  };
}

export function openerOf(kind: string, { metadata }: EntryObject): Route['opener'] {
  const { namespace = '', name = '' } = metadata ?? {};
  return { kind, namespace, name };
}

/** The leads that come to services of the subject, as routes: one for each object, port, and state. */
export function leadRoutes(kind: RouteKind, subject: Subject, leads: readonly Lead[]): Route[] {
  const gathered = new Map<string, Gathered>();
  for (const lead of leads) {
    for (const route of routesOf(kind, subject, lead)) {
      const same = JSON.stringify([route.key, route.servedBy, route.state]);
      const known = gathered.get(same) ?? { route, addresses: [], notes: [] };
      known.addresses.push(...lead.addresses);
      known.notes.push(...lead.notes);
      gathered.set(same, known);
    }
  }
  const ofKey = Map.groupBy(gathered.values(), ({ route }) => route.key);
  return [...gathered.values()].map((each) => {
    const { route, addresses, notes } = each;
    const nth = ofKey.get(route.key)?.indexOf(each) ?? 0;
    const all = distinct(addresses);
    const more = all.length - maxAddresses;
    return {
      ...route,
      key: `${route.key}/${String(nth)}`,
      access: { by: 'network', addresses: all.slice(0, maxAddresses) },
      notes: [
        ...distinct(notes),
        ...(more > 0 ? [message('customRoute.moreAddresses', { addresses: more })] : []),
      ],
    };
  });
}

function routesOf(kind: RouteKind, subject: Subject, lead: Lead): Gathered['route'][] {
  const { opener, servedBy, serving, service, obstacle } = lead;
  if (service.namespace !== subject.target.namespace) return [];
  const its = subject.services.find(({ service: { metadata } }) => metadata?.name === service.name);
  if (its === undefined) return [];
  const route = (port: Route['port'], state: RouteState) => {
    const to = port === null ? String(lead.port.asked) : `${port.protocol}/${String(port.port)}`;
    const key = [kind, opener.kind, opener.namespace, opener.name, service.name, to].join('/');
    return { key, kind, opener, servedBy, serving: [...serving], service: service.name, port, state };
  };
  const chosen = portUses(its).filter((use) => lead.port.isOf(use, its));
  if (chosen.length === 0) {
    const why = message('customRoute.noSuchPort', { service: service.name, port: lead.port.asked });
    return [route(null, obstacle?.state === 'broken' ? obstacle : { state: 'broken', why })];
  }
  return chosen.map((use) => route(use.port, stateOf(obstacle, use, its)));
}

/** What is broken counts first, then what is behind the service, then what is not known of the entry. */
function stateOf(obstacle: Obstacle | null, use: ServicePortUse, { service }: SubjectService): RouteState {
  if (obstacle?.state === 'broken') return obstacle;
  // It has no pods: the entry's controller connects to the name that it stands for.
  const through: RouteState = service.spec?.type === 'ExternalName' ? { state: 'open' } : stateThrough(use);
  return through.state === 'open' ? (obstacle ?? through) : through;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
