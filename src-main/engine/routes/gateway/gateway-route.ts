import { type Message, message } from '../../../shared/language/message.ts';
import type { Route, RouteState } from '../../../shared/route.ts';
import { nameOf } from '../../kube/kube-objects.ts';
import { firstAddresses } from '../entrance/first-addresses.ts';
import { broken } from '../route-states.ts';
import { stateBehind } from '../service/backends.ts';
import { portUses, type ServicePortUse } from '../service/service-ports.ts';
import type { RouteWorld } from '../world.ts';
import { type AskedPath, askedPaths } from './asked-paths.ts';
import { type Attachment, attachmentsOf, conditionsOf, type NamedRoute } from './attachment.ts';
import { refusal } from './conditions.ts';
import { gatewayAddresses, hiddenListener } from './gateway-addresses.ts';
import type { ParentRef } from './gateway-objects.ts';
import { grantTrouble } from './grant.ts';
import type { Lead } from './leads.ts';
import type { FoundGateway } from './parent-gateway.ts';

/** What references of a route lead to: a gateway, or why it is not known. */
export interface Parent {
  readonly label: string;
  readonly found: FoundGateway | RouteState;
  readonly refs: readonly ParentRef[];
}

/** All that decides about the way by one object, through one gateway, to one port of a service. */
interface Way {
  readonly named: NamedRoute;
  readonly lead: Lead;
  /** That port; absent where the service has none of that number. */
  readonly use: ServicePortUse | undefined;
  readonly found: FoundGateway;
  readonly attachments: readonly Attachment[];
  /** Why no listener takes the route; null where one does. */
  readonly untaken: RouteState | null;
  readonly paths: readonly AskedPath[];
  readonly first: ReturnType<typeof firstAddresses>;
  /** That a listener may be open at a port that nothing tells; null for none. */
  readonly hidden: Message | null;
  /** Which of its backends the gateway cannot follow, in the words of its controller; null for none. */
  readonly unresolved: string | null;
  /** What of the route its controller leaves out. */
  readonly invalid: string | null;
}

const conditionNotes = 5;

/** The way by a route object, through a gateway that it names, to a port of a service. */
export function gatewayRoute(named: NamedRoute, parent: Parent, lead: Lead, world: RouteWorld): Route {
  const { kind, namespace, name } = named;
  const { found } = parent;
  const service = nameOf(lead.to.service);
  const use = portUses(lead.to).find(({ port }) => port.port === lead.port && port.protocol === 'TCP');
  const own = {
    key: ['gateway', kind, namespace, name, parent.label, service, String(lead.port)].join('/'),
    kind: 'gateway',
    opener: { kind, namespace, name },
    service,
    port: lead.port === null ? null : (use?.port ?? { name: null, port: lead.port, protocol: 'TCP' }),
  } as const;
  if ('state' in found)
    return { ...own, servedBy: null, access: { by: 'network', addresses: [] }, state: found, notes: [] };
  const way = wayThrough(found, parent.refs, { named, lead, use }, world);
  return {
    ...own,
    servedBy: found.gateway.spec.gatewayClassName,
    serving: [...found.serving],
    access: { by: 'network', addresses: way.first.addresses },
    state: stateOf(way, world),
    notes: notesOf(way),
  };
}

function wayThrough(
  found: FoundGateway,
  refs: readonly ParentRef[],
  asked: Pick<Way, 'named' | 'lead' | 'use'>,
  world: RouteWorld,
): Way {
  const { named, lead } = asked;
  const { attachments, trouble } = attachmentsOf(named, refs, found, world);
  const rules = lead.uses.flatMap(({ rule, weight }) => (weight > 0 ? [rule] : []));
  const paths = askedPaths(named.kind, rules);
  const hidden = hiddenListener(attachments, found);
  const conditions = conditionsOf(named, refs);
  return {
    ...asked,
    found,
    attachments,
    untaken: trouble,
    paths,
    first: firstAddresses(gatewayAddresses(named.kind, attachments, found, paths)),
    hidden:
      hidden === null
        ? null
        : message('gateway.listenerHidden', { at: found.at, listener: hidden.name, port: hidden.port }),
    unresolved: refusal(conditions, 'ResolvedRefs'),
    invalid: refusal(conditions, 'PartiallyInvalid', 'True'),
  };
}

/** What stands in its way first, from the gateway to the pods; then how the gateway is reached, and what is not known of that. */
function stateOf(way: Way, world: RouteWorld): RouteState {
  const { found, untaken, named, lead, use, unresolved } = way;
  const { metadata } = lead.to.service;
  const service = { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
  const troubles = [
    found.trouble,
    untaken,
    grantTrouble(named, service, world),
    leadTrouble(lead, use !== undefined, service.name),
    unresolved !== null && lead.isOnly ? broken(message('gateway.unresolved', { reason: unresolved })) : null,
    use === undefined ? null : unlessOpen(stateBehind('gateway', use, lead.to.service)),
    unlessOpen(found.reach),
    placeTrouble(way),
  ];
  return troubles.find((trouble) => trouble !== null) ?? { state: 'open' };
}

function unlessOpen(state: RouteState): RouteState | null {
  return state.state === 'open' ? null : state;
}

function leadTrouble({ port, uses }: Lead, isThere: boolean, service: string): RouteState | null {
  if (port === null) return broken(message('gateway.portNotNamed', { service }));
  if (!isThere) return broken(message('gateway.portMissing', { service, port }));
  return uses.every(({ weight }) => weight === 0) ? broken(message('gateway.noWeight', { service })) : null;
}

/** Why it is not known where a route is that works. */
function placeTrouble({ first, paths, hidden }: Way): RouteState | null {
  if (first.addresses.length > 0) return null;
  if (paths.length === 0) return { state: 'unknown', why: message('gateway.matchesMalformed') };
  return hidden === null ? null : { state: 'unknown', why: hidden };
}

function notesOf(way: Way): Message[] {
  const { found, attachments, lead, paths, first, hidden, unresolved, invalid } = way;
  const isPassedOn = attachments.some(({ listener }) => listener.tls?.mode === 'Passthrough');
  const share = lead.uses.find(({ weight, total }) => weight > 0 && weight < total);
  const isPlaced = first.addresses.length > 0;
  const partly = [lead.isOnly ? null : unresolved, invalid].filter((reason) => reason !== null);
  return [
    message('gateway.through', { gateway: found.label, controller: found.controller }),
    ...(isPassedOn ? [message('gateway.passesTls')] : []),
    ...(share === undefined ? [] : [message('gateway.share', { own: share.weight, total: share.total })]),
    ...(hidden === null || !isPlaced ? [] : [hidden]),
    ...attachments.flatMap(({ partly: note }) => note ?? []),
    ...takenNotes(paths),
    ...partly.map((reason) => message('gateway.partly', { reason })),
    ...first.notes,
  ];
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
