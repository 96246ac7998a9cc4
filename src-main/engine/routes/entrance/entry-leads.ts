import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteAddress, RouteKind, RouteState } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { type Backend, backendsOf, type PortChoice } from '../service/backends.ts';
import type { Subject } from '../world.ts';
import type { Placed } from './entry-places.ts';
import { firstAddresses } from './first-addresses.ts';
import { broken } from '../route-states.ts';
import type { Obstacle } from './obstacles.ts';

/** What one rule of an entry leads to: a service by name, and a port of it. */
export interface Lead extends Placed {
  readonly opener: Route['opener'];
  readonly servedBy: string | null;
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: PortChoice;
}

/** One route in the making, of as many rules as lead the same way. */
interface Gathered {
  readonly route: Omit<Route, 'access' | 'notes'>;
  /** Those of each rule. */
  readonly addresses: Iterable<RouteAddress>[];
  readonly notes: Message[];
}

export function openerOf(kind: string, { metadata }: EntryObject): Route['opener'] {
  const { namespace = '', name = '' } = metadata ?? {};
  return { kind, namespace, name };
}

/** The leads that come to services of the subject, as routes: one for each object, port, and state. */
export function leadRoutes(kind: RouteKind, subject: Subject, leads: readonly Lead[]): Route[] {
  const gathered = new Map<string, Gathered>();
  for (const lead of leads) {
    for (const { notes, ...route } of routesOf(kind, subject, lead)) {
      const same = JSON.stringify([route.key, route.servedBy, route.state]);
      const known = gathered.get(same) ?? { route, addresses: [], notes: [] };
      known.addresses.push(lead.addresses);
      known.notes.push(...lead.notes, ...notes);
      gathered.set(same, known);
    }
  }
  const ofKey = Map.groupBy(gathered.values(), ({ route }) => route.key);
  return [...gathered.values()].map((each) => {
    const { route, addresses, notes } = each;
    const nth = ofKey.get(route.key)?.indexOf(each) ?? 0;
    const first = firstAddresses(joined(addresses));
    return {
      ...route,
      key: `${route.key}/${String(nth)}`,
      access: { by: 'network', addresses: first.addresses },
      notes: [...distinct(notes), ...first.notes],
    };
  });
}

function routesOf(kind: RouteKind, subject: Subject, lead: Lead): Omit<Route, 'access'>[] {
  const { opener, servedBy, serving, service, obstacle } = lead;
  if (service.namespace !== subject.target.namespace) return [];
  const its = subject.services.find(({ service: { metadata } }) => metadata?.name === service.name);
  if (its === undefined) return [];
  const route = ({ port, state, notes }: Pick<Route, 'port' | 'state' | 'notes'>) => {
    const to = port === null ? String(lead.port.asked) : `${port.protocol}/${String(port.port)}`;
    const key = [kind, opener.kind, opener.namespace, opener.name, service.name, to].join('/');
    return { key, kind, opener, servedBy, serving: [...serving], service: service.name, port, state, notes };
  };
  const chosen = backendsOf(kind, its, lead.port);
  if (chosen.length === 0) {
    const why = message('customRoute.noSuchPort', { service: service.name, port: lead.port.asked });
    const state = obstacle?.state === 'broken' ? obstacle : broken(why);
    return [route({ port: null, state, notes: [] })];
  }
  return chosen.map((backend) => route({ ...backend, state: stateOf(obstacle, backend) }));
}

/** What is broken counts first, then what is behind the service, then what is not known of the entry. */
function stateOf(obstacle: Obstacle | null, { state: behind }: Backend): RouteState {
  if (obstacle?.state === 'broken') return obstacle;
  return behind.state === 'open' ? (obstacle ?? behind) : behind;
}

function* joined<T>(all: readonly Iterable<T>[]): Generator<T, void, void> {
  for (const each of all) yield* each;
}

function distinct(notes: readonly Message[]): Message[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}
