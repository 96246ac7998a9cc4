import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteState } from '../../../shared/route.ts';
import type { EntryKind } from '../../kube/entry-kinds.ts';
import { nameOf } from '../../kube/kube-objects.ts';
import { firstAddresses } from '../entrance/first-addresses.ts';
import { portUses, stateThrough } from '../service/service-ports.ts';
import { broken } from '../route-states.ts';
import { itemsOf, type RouteWorld, type Subject } from '../world.ts';
import { type AskedPath, askedPaths } from './asked-paths.ts';
import { attachmentsOf, conditionsOf, type GatewayRouteKind, type NamedRoute } from './attachment.ts';
import { refusal } from './conditions.ts';
import { gatewayAddresses } from './gateway-addresses.ts';
import { gatewayGroup, type ParentRef, readGatewayRoute, readNamedBackends } from './gateway-objects.ts';
import { grantTrouble } from './grant.ts';
import { type Lead, leadsOf } from './leads.ts';
import { type FoundGateway, parentGateway } from './parent-gateway.ts';

const lists: readonly (readonly [GatewayRouteKind, EntryKind])[] = [
  ['HTTPRoute', 'httpRoutes'],
  ['GRPCRoute', 'grpcRoutes'],
  ['TLSRoute', 'tlsRoutes'],
  ['TCPRoute', 'tcpRoutes'],
];

const conditionNotes = 5;

/** What one reference of a route leads to: a gateway by its name, or something whose listeners are not read. */
interface Parent {
  readonly label: string;
  readonly found: FoundGateway | RouteState;
  readonly refs: readonly ParentRef[];
}

/** Ways of the Gateway API: one for each route object, gateway, and port of a service to which it leads. */
export function gatewayRoutes(subject: Subject, world: RouteWorld): Route[] {
  const gateways = new Map<string, FoundGateway | RouteState>();
  const find = (namespace: string, name: string) => {
    const label = `${namespace}/${name}`;
    const found = gateways.get(label) ?? parentGateway(namespace, name, subject, world);
    gateways.set(label, found);
    return found;
  };
  return lists.flatMap(([kind, list]) =>
    namedRoutes(kind, list, subject, world).flatMap((named) => {
      const leads = leadsOf(named, subject);
      if (leads.length === 0) return [];
      return parentsOf(named, find).flatMap((parent) =>
        leads.map((lead) => gatewayRoute(named, parent, lead, world)),
      );
    }),
  );
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

/** By gateway, since each listener may be referred to by itself. A mesh's route has a service for its parent: no way in. */
function parentsOf(
  { namespace: own, route }: NamedRoute,
  find: (namespace: string, name: string) => FoundGateway | RouteState,
): Parent[] {
  const parents = new Map<string, Parent>();
  for (const ref of route.spec.parentRefs) {
    const { group, kind, namespace, name } = ref;
    const isGateway = (group ?? gatewayGroup) === gatewayGroup && (kind ?? 'Gateway') === 'Gateway';
    const isListenerSet = kind === 'ListenerSet' || kind === 'XListenerSet';
    if (!isGateway && !isListenerSet) continue;
    const label = `${namespace ?? own}/${name}`;
    const key = `${kind ?? 'Gateway'} ${label}`;
    const found = (): FoundGateway | RouteState =>
      isGateway
        ? find(namespace ?? own, name)
        : { state: 'unknown', why: message('gateway.listenerSet', { name: label }) };
    const before = parents.get(key) ?? { label: key, found: found(), refs: [] };
    parents.set(key, { ...before, refs: [...before.refs, ref] });
  }
  return [...parents.values()];
}

function gatewayRoute(named: NamedRoute, parent: Parent, lead: Lead, world: RouteWorld): Route {
  const { kind, namespace, name } = named;
  const { service } = lead.to;
  const use = portUses(lead.to).find(({ port }) => port.port === lead.port && port.protocol === 'TCP');
  const port = lead.port === null ? null : (use?.port ?? { name: null, port: lead.port, protocol: 'TCP' });
  const serviceName = nameOf(service);
  const own = {
    key: ['gateway', kind, namespace, name, parent.label, serviceName, String(lead.port)].join('/'),
    kind: 'gateway',
    opener: { kind, namespace, name },
    service: serviceName,
    port,
  } as const;
  const { found, refs } = parent;
  if ('state' in found)
    return { ...own, servedBy: null, access: { by: 'network', addresses: [] }, state: found, notes: [] };

  const { attachments, trouble } = attachmentsOf(named, refs, found, world);
  const serving = lead.uses.filter(({ weight }) => weight > 0);
  const paths = askedPaths(
    kind,
    serving.map(({ rule }) => rule),
  );
  const first = firstAddresses(gatewayAddresses(kind, attachments, found.entries, paths));
  const unresolved = refusal(conditionsOf(named, refs), 'ResolvedRefs');
  const partly = refusal(conditionsOf(named, refs), 'PartiallyInvalid', 'True');
  const isPassedOn = attachments.some(({ listener }) => listener.tls?.mode === 'Passthrough');
  const share = serving.find(({ weight, total }) => weight < total);
  const back = { namespace: service.metadata?.namespace ?? '', name: serviceName };
  return {
    ...own,
    servedBy: found.gateway.spec.gatewayClassName,
    serving: [...found.serving],
    access: { by: 'network', addresses: first.addresses },
    state:
      found.trouble ??
      trouble ??
      grantTrouble(named, back, world) ??
      leadTrouble(lead, use !== undefined, serviceName) ??
      (unresolved !== null && lead.isOnly
        ? broken(message('gateway.unresolved', { reason: unresolved }))
        : null) ??
      (use === undefined || stateThrough(use).state === 'open' ? found.reach : stateThrough(use)),
    notes: [
      message('gateway.through', { gateway: found.label, controller: found.controller }),
      ...(isPassedOn ? [message('gateway.passesTls')] : []),
      ...(share === undefined ? [] : [message('gateway.share', { own: share.weight, total: share.total })]),
      ...takenNotes(paths),
      ...[lead.isOnly ? null : unresolved, partly].flatMap((reason) =>
        reason === null ? [] : [message('gateway.partly', { reason })],
      ),
      ...first.notes,
    ],
  };
}

function leadTrouble({ port, uses }: Lead, isThere: boolean, service: string): RouteState | null {
  if (port === null) return broken(message('gateway.portNotNamed', { service }));
  if (!isThere) return broken(message('gateway.portMissing', { service, port }));
  return uses.every(({ weight }) => weight === 0) ? broken(message('gateway.noWeight', { service })) : null;
}

function takenNotes(paths: readonly AskedPath[]): Message[] {
  const asking = paths.flatMap(({ path, only }) => (only === null ? [] : [{ path, only }]));
  const more = asking.length - conditionNotes;
  return [
    ...asking
      .slice(0, conditionNotes)
      .map(({ path, only }) => message('gateway.takes', { path: path === '/' ? null : path, only })),
    ...(more > 0 ? [message('gateway.takesMore', { more })] : []),
  ];
}
