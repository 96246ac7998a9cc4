import { message } from '../../../shared/language/message.ts';
import type { RouteState, ServingService } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { addressSide } from '../entrance/address-side.ts';
import { type EntryPoint, servingService } from '../entrance/entry-points.ts';
import { broken, waitingSince } from '../route-states.ts';
import { isWhole, itemsOf, type RouteWorld, type Seen, type Subject } from '../world.ts';
import { refusal } from './conditions.ts';
import { type Gateway, objectLabel, readGateway, readGatewayClass } from './gateway-objects.ts';
import { gatewayPoints } from './gateway-points.ts';
import { servicesOfGateway } from './gateway-services.ts';

/** A gateway that is there, with its own listeners or those that a ListenerSet adds. */
export interface FoundGateway {
  /** Whose listeners they are, as sentences call it: with its kind. */
  readonly at: string;
  /** Of that. */
  readonly namespace: string;
  /** `namespace/name` of the gateway. */
  readonly label: string;
  readonly gateway: Gateway;
  /** The name that its class's controller gives itself; null where the class may not be read. */
  readonly controller: string | null;
  /** The services of its proxy, where they are known. */
  readonly serving: readonly ServingService[];
  /** Where it listens: addresses and names. */
  readonly entries: readonly string[];
  /** Which ports its services have there; null where none of these is known. */
  readonly points: readonly EntryPoint[] | null;
  /** Why nothing comes in through it, however well a route fits; null where something can. */
  readonly trouble: RouteState | null;
  /** The state of what comes in through it. */
  readonly reach: RouteState;
}

/** The gateway of that name, or why it is not known. */
export function parentGateway(
  namespace: string,
  name: string,
  subject: Subject,
  world: RouteWorld,
): FoundGateway | RouteState {
  const { gateways } = world.entries;
  const label = `${namespace}/${name}`;
  const at = objectLabel('Gateway', namespace, name);
  const object = itemsOf(gateways).find(
    ({ metadata }) => metadata?.namespace === namespace && metadata.name === name,
  );
  if (object === undefined) {
    return notFound(at, isHidden(gateways, namespace, subject));
  }
  const gateway = readGateway(object);
  if (gateway === null) return broken(message('gateway.malformed', { gateway: label }));
  const { controller, trouble } = classOf(gateway, label, world);
  const entries = [...new Set(gateway.status.addresses.map(({ value }) => value))];
  const services = servicesOfGateway({ namespace, name, entries }, itemsOf(world.allServices));
  const refused = refusal(gateway.status.conditions, 'Accepted');
  return {
    at,
    namespace,
    label,
    gateway,
    controller,
    serving: services.map(servingService),
    entries,
    points: gatewayPoints(entries, services, subject, world),
    trouble:
      trouble ??
      (refused === null ? null : broken(message('gateway.refused', { gateway: label, reason: refused }))),
    reach: reachOf(object, { gateway, label, entries }, world),
  };
}

/** Whether an object of that namespace may be there although it is not in the list. */
export function isHidden(list: Seen<EntryObject>, namespace: string, { target }: Subject): boolean {
  return !isWhole(list) && (list.state === 'unreadable' || namespace !== target.namespace);
}

/** The state of a route to what is not in its list. */
export function notFound(at: string, mayBeThere: boolean): RouteState {
  return mayBeThere
    ? { state: 'unknown', why: message('gateway.unread', { at }) }
    : broken(message('gateway.missing', { at }));
}

function classOf(
  { spec: { gatewayClassName: name } }: Gateway,
  gateway: string,
  { entries: { gatewayClasses } }: RouteWorld,
): Pick<FoundGateway, 'controller' | 'trouble'> {
  if (gatewayClasses.state !== 'read') return { controller: null, trouble: null };
  const object = gatewayClasses.items.find(({ metadata }) => metadata?.name === name);
  if (object === undefined) {
    return { controller: null, trouble: broken(message('gateway.classMissing', { gateway, name })) };
  }
  const found = readGatewayClass(object);
  const reason = refusal(found?.status.conditions ?? [], 'Accepted');
  return {
    controller: found?.spec.controllerName ?? null,
    trouble: reason === null ? null : broken(message('gateway.classRefused', { name, reason })),
  };
}

function reachOf(
  object: EntryObject,
  { gateway, label, entries }: Pick<FoundGateway, 'gateway' | 'label' | 'entries'>,
  world: RouteWorld,
): RouteState {
  const reason = refusal(gateway.status.conditions, 'Programmed');
  if (entries.length === 0) {
    return waitingSince(
      object,
      reason === null
        ? message('gateway.withoutAddress', { gateway: label })
        : message('gateway.withoutAddressFor', { gateway: label, reason }),
    );
  }
  if (reason !== null) return broken(message('gateway.refused', { gateway: label, reason }));
  const sides = entries.map((entry) => addressSide(entry, world));
  if (sides.includes('outside')) return { state: 'open' };
  const maybe = entries[sides.indexOf('unknown')];
  return maybe === undefined
    ? { state: 'inside', why: message('gateway.inside', { gateway: label }) }
    : { state: 'unknown', why: message('entrance.sideUnread', { address: maybe }) };
}
