import { message } from '../../../shared/language/message.ts';
import type { RouteState } from '../../../shared/route.ts';
import { broken } from '../route-states.ts';
import { itemsOf, type RouteWorld, type Subject } from '../world.ts';
import { refusal } from './conditions.ts';
import { gatewayGroup, objectLabel, readListenerSet } from './gateway-objects.ts';
import { type FoundGateway, isHidden, notFound } from './parent-gateway.ts';
import { takesFrom } from './takes-from.ts';

/**
 * The gateway to which the ListenerSet of that name adds its listeners, with these in place of its own; or why it is not
 * known. A gateway takes none unless its `allowedListeners` say of which namespaces.
 */
export function listenerSet(
  namespace: string,
  name: string,
  {
    subject,
    world,
    gatewayOf,
  }: {
    readonly subject: Subject;
    readonly world: RouteWorld;
    readonly gatewayOf: (namespace: string, name: string) => FoundGateway | RouteState;
  },
): FoundGateway | RouteState {
  const { listenerSets } = world.entries;
  const at = objectLabel('ListenerSet', namespace, name);
  const object = itemsOf(listenerSets).find(
    ({ metadata }) => metadata?.namespace === namespace && metadata.name === name,
  );
  if (object === undefined) return notFound(at, isHidden(listenerSets, namespace, subject));
  const set = readListenerSet(object);
  const { group, kind, ...parent } = set?.spec.parentRef ?? { name: '' };
  if (set === null || (group ?? gatewayGroup) !== gatewayGroup || (kind ?? 'Gateway') !== 'Gateway')
    return broken(message('gateway.listenerSetMalformed', { at }));
  const found = gatewayOf(parent.namespace ?? namespace, parent.name);
  if ('state' in found) return found;
  const { spec, status } = found.gateway;
  const refused = refusal(set.status.conditions, 'Accepted') ?? refusal(set.status.conditions, 'Programmed');
  return {
    ...found,
    at,
    namespace,
    gateway: {
      spec: { ...spec, listeners: set.spec.listeners },
      status: { ...status, listeners: set.status.listeners },
    },
    trouble:
      found.trouble ??
      admission({ at, namespace }, found, world) ??
      (refused === null ? null : broken(message('gateway.listenerSetRefused', { at, reason: refused }))),
  };
}

function admission(
  { at, namespace }: Pick<FoundGateway, 'at' | 'namespace'>,
  found: FoundGateway,
  world: RouteWorld,
): RouteState | null {
  const allowed = found.gateway.spec.allowedListeners?.namespaces ?? {};
  switch (
    takesFrom({ ...allowed, from: allowed.from ?? 'None' }, { namespace, own: found.namespace }, world)
  ) {
    case true:
      return null;
    case false:
      return broken(message('gateway.listenerSetNotTaken', { at, gateway: found.label }));
    case null:
      return { state: 'unknown', why: message('gateway.namespacesUnread', { at: found.at, namespace }) };
  }
}
