import { type Message, message } from '../../../shared/language/message.ts';
import type { RouteState } from '../../../shared/route.ts';
import { broken } from '../route-states.ts';
import type { RouteWorld } from '../world.ts';
import { refusal } from './conditions.ts';
import {
  type Condition,
  type GatewayRoute,
  gatewayGroup,
  type Listener,
  type ParentRef,
} from './gateway-objects.ts';
import { hostIntersection } from '../entrance/host-intersection.ts';
import type { FoundGateway } from './parent-gateway.ts';
import { takesFrom } from './takes-from.ts';

export type GatewayRouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'TLSRoute';

/** A route with its name. */
export interface NamedRoute {
  readonly kind: GatewayRouteKind;
  readonly namespace: string;
  readonly name: string;
  readonly route: GatewayRoute;
}

/** A listener that takes a route, for these hosts; an empty one stands for every host. */
export interface Attachment {
  readonly listener: Listener;
  readonly hosts: readonly string[];
  /** What of the listener does not work, although it takes routes; null for nothing. */
  readonly partly: Message | null;
}

/** The listeners of a gateway that take a route by any of its references to it, or what hinders the one that nearly does. */
export function attachmentsOf(
  route: NamedRoute,
  refs: readonly ParentRef[],
  parent: FoundGateway,
  world: RouteWorld,
): { readonly attachments: readonly Attachment[]; readonly trouble: RouteState | null } {
  const tried = refs.flatMap((ref) => triedBy(route, ref, parent, world));
  const attachments = tried.flatMap((each) => ('listener' in each ? [each] : []));
  const hindered = tried
    .flatMap((each) => ('listener' in each ? [] : [each]))
    .toSorted((a, b) => b.passed - a.passed);
  return { attachments, trouble: attachments.length > 0 ? null : (hindered[0]?.state ?? null) };
}

/** What hinders, and how many checks were passed before it. */
interface Hindrance {
  readonly passed: number;
  readonly state: RouteState;
}

function triedBy(
  route: NamedRoute,
  ref: ParentRef,
  parent: FoundGateway,
  world: RouteWorld,
): (Attachment | Hindrance)[] {
  const chosen = parent.gateway.spec.listeners.filter(
    ({ name, port }) => (ref.sectionName ?? name) === name && (ref.port ?? port) === port,
  );
  const { at } = parent;
  if (chosen.length === 0)
    return [
      {
        passed: 0,
        state: broken(
          message('gateway.noListener', {
            at,
            listener: ref.sectionName ?? null,
            port: ref.port ?? null,
          }),
        ),
      },
    ];
  return chosen.map((listener) => {
    const hosts = hostsOf(route, listener);
    const checks = [
      () => kindTrouble(route, listener, at),
      () => namespaceTrouble(route, listener, parent, world),
      () => (hosts.length > 0 ? null : broken(message('gateway.hostsApart', { at }))),
      () => listenerTrouble(listener, parent),
      () => refusedRoute(route, ref, at),
    ];
    for (const [index, check] of checks.entries()) {
      const state = check();
      if (state !== null) return { passed: index + 1, state };
    }
    return { listener, hosts, partly: partlyRefused(listener, parent) };
  });
}

function kindTrouble(
  { kind }: NamedRoute,
  { protocol, tls, allowedRoutes }: Listener,
  at: string,
): RouteState | null {
  const allowed = allowedRoutes?.kinds ?? [];
  const isAllowed =
    allowed.length === 0 ||
    allowed.some((each) => each.kind === kind && (each.group ?? gatewayGroup) === gatewayGroup);
  return isAllowed && kindsFor(protocol, tls?.mode ?? null).includes(kind)
    ? null
    : broken(message('gateway.kindNotTaken', { at, kind }));
}

/** TLS that is passed through cannot be told apart from what is inside, so only its server name chooses. */
function kindsFor(protocol: string, mode: string | null): readonly GatewayRouteKind[] {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return ['HTTPRoute', 'GRPCRoute'];
    case 'TLS':
      return mode === 'Passthrough' ? ['TLSRoute'] : ['TLSRoute', 'TCPRoute'];
    case 'TCP':
      return ['TCPRoute'];
    default:
      return [];
  }
}

function namespaceTrouble(
  { namespace }: NamedRoute,
  { allowedRoutes }: Listener,
  { at, namespace: own }: FoundGateway,
  world: RouteWorld,
): RouteState | null {
  switch (takesFrom(allowedRoutes?.namespaces ?? { from: 'Same' }, { namespace, own }, world)) {
    case true:
      return null;
    case false:
      return broken(message('gateway.namespaceNotTaken', { at, namespace }));
    case null:
      return { state: 'unknown', why: message('gateway.namespacesUnread', { at, namespace }) };
  }
}

/** TCP has no hosts; behind TLS that a listener ends, its own name is asked for. */
function hostsOf({ kind, route }: NamedRoute, { protocol, hostname }: Listener): string[] {
  if (protocol === 'TCP') return [''];
  const own = route.spec.hostnames;
  const asked = kind === 'TCPRoute' || own.length === 0 ? [''] : own;
  const common = asked.flatMap((host) =>
    host === null ? [] : (hostIntersection(hostname ?? '', host) ?? []),
  );
  return [...new Set(common)];
}

function listenerTrouble(listener: Listener, gateway: FoundGateway): RouteState | null {
  const conditions = listenerConditions(listener, gateway);
  const reason =
    refusal(conditions, 'Conflicted', 'True') ??
    refusal(conditions, 'Accepted') ??
    (isProgrammed(conditions) ? null : refusal(conditions, 'ResolvedRefs')) ??
    refusal(conditions, 'Programmed');
  const { at } = gateway;
  return reason === null
    ? null
    : broken(message('gateway.listenerRefused', { at, listener: listener.name, reason }));
}

/** One that is programmed takes routes whatever else it names in vain, such as a kind beside those that its controller knows. */
function partlyRefused(listener: Listener, gateway: FoundGateway): Message | null {
  const conditions = listenerConditions(listener, gateway);
  const reason = isProgrammed(conditions) ? refusal(conditions, 'ResolvedRefs') : null;
  const { at } = gateway;
  return reason === null ? null : message('gateway.listenerPartly', { at, listener: listener.name, reason });
}

function listenerConditions({ name }: Listener, { gateway }: FoundGateway): readonly Condition[] {
  return gateway.status.listeners.find((each) => each.name === name)?.conditions ?? [];
}

function isProgrammed(conditions: readonly Condition[]): boolean {
  return conditions.some(({ type, status }) => type === 'Programmed' && status === 'True');
}

function refusedRoute(route: NamedRoute, ref: ParentRef, at: string): RouteState | null {
  const reason = refusal(conditionsOf(route, [ref]), 'Accepted');
  return reason === null ? null : broken(message('gateway.routeRefused', { at, reason }));
}

/** What the gateways' controllers say of a route in respect of these references. */
export function conditionsOf({ namespace, route }: NamedRoute, refs: readonly ParentRef[]) {
  const keys = new Set(refs.map((ref) => refKey(ref, namespace)));
  return route.status.parents
    .filter(({ parentRef }) => keys.has(refKey(parentRef, namespace)))
    .flatMap(({ conditions }) => conditions);
}

function refKey({ group, kind, namespace, name, sectionName, port }: ParentRef, own: string): string {
  return JSON.stringify([
    group ?? gatewayGroup,
    kind ?? 'Gateway',
    namespace ?? own,
    name,
    sectionName ?? null,
    port ?? null,
  ]);
}
