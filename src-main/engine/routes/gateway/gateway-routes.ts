import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteState } from '../../../shared/route.ts';
import type { EntryKind } from '../../kube/entry-kinds.ts';
import { nameOf } from '../../kube/kube-objects.ts';
import { firstAddresses } from '../entrance/first-addresses.ts';
import { portUses, stateThrough } from '../service/service-ports.ts';
import { broken } from '../route-states.ts';
import { itemsOf, type RouteWorld, type Subject } from '../world.ts';
import { type AskedPath, askedPaths } from './asked-paths.ts';
import {
  type Attachment,
  attachmentsOf,
  conditionsOf,
  type GatewayRouteKind,
  type NamedRoute,
} from './attachment.ts';
import { refusal } from './conditions.ts';
import { gatewayAddresses, hiddenListener } from './gateway-addresses.ts';
import {
  gatewayGroup,
  objectLabel,
  type ParentRef,
  readGatewayRoute,
  readNamedBackends,
} from './gateway-objects.ts';
import { grantTrouble } from './grant.ts';
import { type Lead, leadsOf } from './leads.ts';
import { listenerSet } from './listener-set.ts';
import { type FoundGateway, parentGateway } from './parent-gateway.ts';

const lists: readonly (readonly [GatewayRouteKind, EntryKind])[] = [
  ['HTTPRoute', 'httpRoutes'],
  ['GRPCRoute', 'grpcRoutes'],
  ['TLSRoute', 'tlsRoutes'],
  ['TCPRoute', 'tcpRoutes'],
];

const conditionNotes = 5;

type ParentKind = 'Gateway' | 'ListenerSet' | 'XListenerSet';
type Find = (namespace: string, name: string) => FoundGateway | RouteState;

/** What references of a route lead to: a gateway, or why it is not known. */
interface Parent {
  readonly label: string;
  readonly found: FoundGateway | RouteState;
  readonly refs: readonly ParentRef[];
}

/** Ways of the Gateway API: one for each route object, gateway, and port of a service to which it leads. */
export function gatewayRoutes(subject: Subject, world: RouteWorld): Route[] {
  const gatewayOf = remembered((namespace, name) => parentGateway(namespace, name, subject, world));
  const setOf = remembered((namespace, name) => listenerSet(namespace, name, { subject, world, gatewayOf }));
  return lists.flatMap(([kind, list]) =>
    namedRoutes(kind, list, subject, world).flatMap((named) => {
      const leads = leadsOf(named, subject);
      if (leads.length === 0) return [];
      return parentsOf(named, { Gateway: gatewayOf, ListenerSet: setOf, XListenerSet: oldSet }).flatMap(
        (parent) => leads.map((lead) => gatewayRoute(named, parent, lead, world)),
      );
    }),
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
  const first = firstAddresses(gatewayAddresses(kind, attachments, found, paths));
  const hidden = hiddenNote(attachments, found);
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
      (use === undefined || stateThrough(use).state === 'open'
        ? hidden !== null && first.addresses.length === 0 && found.reach.state === 'open'
          ? { state: 'unknown', why: hidden }
          : found.reach
        : stateThrough(use)),
    notes: [
      message('gateway.through', { gateway: found.label, controller: found.controller }),
      ...(isPassedOn ? [message('gateway.passesTls')] : []),
      ...(share === undefined ? [] : [message('gateway.share', { own: share.weight, total: share.total })]),
      ...(hidden === null || first.addresses.length === 0 ? [] : [hidden]),
      ...attachments.flatMap(({ partly: note }) => note ?? []),
      ...takenNotes(paths),
      ...[lead.isOnly ? null : unresolved, partly].flatMap((reason) =>
        reason === null ? [] : [message('gateway.partly', { reason })],
      ),
      ...first.notes,
    ],
  };
}

/** That a listener which takes the route may be open at a port that nothing tells; null for none. */
function hiddenNote(attachments: readonly Attachment[], found: FoundGateway): Message | null {
  const listener = hiddenListener(attachments, found);
  if (listener === null) return null;
  return message('gateway.listenerHidden', { at: found.at, listener: listener.name, port: listener.port });
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
