import { message } from '../../../shared/language/message.ts';
import type { Route, RouteState } from '../../../shared/route.ts';
import type { EntryKind } from '../../kube/entry-kinds.ts';
import { nameOf } from '../../kube/kube-objects.ts';
import { routesOfFirst } from '../entrance/first-openers.ts';
import { itemsOf, type RouteWorld, type Subject } from '../world.ts';
import type { GatewayRouteKind, NamedRoute } from './attachment.ts';
import {
  gatewayGroup,
  objectLabel,
  type ParentRef,
  readGatewayRoute,
  readNamedBackends,
} from './gateway-objects.ts';
import { gatewayRoute, type Parent } from './gateway-route.ts';
import { leadsOf } from './leads.ts';
import { listenerSet } from './listener-set.ts';
import { type FoundGateway, parentGateway } from './parent-gateway.ts';

const lists: readonly (readonly [GatewayRouteKind, EntryKind])[] = [
  ['HTTPRoute', 'httpRoutes'],
  ['GRPCRoute', 'grpcRoutes'],
  ['TLSRoute', 'tlsRoutes'],
  ['TCPRoute', 'tcpRoutes'],
];

type ParentKind = 'Gateway' | 'ListenerSet' | 'XListenerSet';
type Find = (namespace: string, name: string) => FoundGateway | RouteState;

/** Ways of the Gateway API: one for each route object, gateway, and port of a service to which it leads. */
export function gatewayRoutes(subject: Subject, world: RouteWorld): Route[] {
  const gatewayOf = remembered((namespace, name) => parentGateway(namespace, name, subject, world));
  const setOf = remembered((namespace, name) => listenerSet(namespace, name, { subject, world, gatewayOf }));
  const finders = { Gateway: gatewayOf, ListenerSet: setOf, XListenerSet: oldSet };
  const leading = lists
    .flatMap(([kind, list]) => namedRoutes(kind, list, subject, world))
    .map((named) => ({ named, leads: leadsOf(named, subject) }))
    .filter(({ leads }) => leads.length > 0)
    .map((each) => ({ ...each, parents: parentsOf(each.named, finders) }))
    .filter(({ parents }) => parents.length > 0);
  return routesOfFirst(
    leading,
    ({ named, leads, parents }) =>
      parents.flatMap((parent) => leads.map((lead) => gatewayRoute(named, parent, lead, world))),
    (more) => message('gateway.moreRoutes', { more }),
  );
}

/** Finds what a name leads to, once for each. */
function remembered(find: Find): Find {
  const known = new Map<string, FoundGateway | RouteState>();
  return (namespace, name) => {
    const label = `${namespace}/${name}`;
    const found = known.get(label) ?? find(namespace, name);
    known.set(label, found);
    return found;
  };
}

/** Of a group of its own, before the kind was settled. */
function oldSet(namespace: string, name: string): RouteState {
  return { state: 'unknown', why: message('gateway.listenerSetOld', { name: `${namespace}/${name}` }) };
}

/** Those that name a service of the subject. */
function namedRoutes(
  kind: GatewayRouteKind,
  list: EntryKind,
  { services }: Subject,
  { entries }: RouteWorld,
): NamedRoute[] {
  const wanted = new Set(services.map(({ service }) => nameOf(service)));
  return itemsOf(entries[list])
    .filter((object) => readNamedBackends(object)?.some((name) => wanted.has(name)))
    .flatMap((object) => {
      const route = readGatewayRoute(object);
      const { namespace = '', name = '' } = object.metadata ?? {};
      return route === null ? [] : [{ kind, namespace, name, route }];
    })
    .toSorted((a, b) => a.namespace.localeCompare(b.namespace, 'en') || a.name.localeCompare(b.name, 'en'));
}

/** By what is named, since each listener may be referred to by itself. A mesh's route has a service for its parent: no way in. */
function parentsOf(
  { namespace: own, route }: NamedRoute,
  finders: Readonly<Record<ParentKind, Find>>,
): Parent[] {
  const parents = new Map<string, Parent>();
  for (const ref of route.spec.parentRefs) {
    const kind = parentKind(ref);
    if (kind === null) continue;
    const namespace = ref.namespace ?? own;
    const label = objectLabel(kind, namespace, ref.name);
    const before = parents.get(label) ?? { label, found: finders[kind](namespace, ref.name), refs: [] };
    parents.set(label, { ...before, refs: [...before.refs, ref] });
  }
  return [...parents.values()];
}

function parentKind({ group, kind }: ParentRef): ParentKind | null {
  if (kind === 'XListenerSet') return kind;
  if ((group ?? gatewayGroup) !== gatewayGroup) return null;
  if (kind === 'ListenerSet') return kind;
  return (kind ?? 'Gateway') === 'Gateway' ? 'Gateway' : null;
}
