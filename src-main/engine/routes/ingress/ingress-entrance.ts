import { z } from 'zod';
import { message } from '../../../shared/language/message.ts';
import type { RouteState } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { entranceOfController } from '../entrance/controllers.ts';
import { addressSide } from '../entrance/address-side.ts';
import { type Entrance, entranceAt } from '../entrance/entry-points.ts';
import { waitingSince } from '../route-states.ts';
import { controllerOf, type IngressClass } from './ingress-class.ts';
import { isPlaceHost } from './rule-text.ts';
import type { RouteWorld, Subject } from '../world.ts';

/** Where requests to an Ingress are to be sent. */
export interface IngressEntrance {
  readonly entrance: Entrance;
  /** True where the Ingress itself names an address in its status. */
  readonly isServed: boolean;
  /** Why the entrance is not known; null where it is. */
  readonly trouble: RouteState | null;
}

const Status = z.object({ loadBalancer: z.object({ ingress: z.array(z.unknown()) }) });
const Given = z.object({ ip: z.string().nullish(), hostname: z.string().nullish() });

/** Where the controller of a class listens from outside, whatever its Ingresses say. */
export function entranceOfClass(its: IngressClass, subject: Subject, world: RouteWorld): Entrance {
  return entranceOfController(controllerOf(its), subject, world);
}

/** The addresses of an Ingress's status that are not inside the cluster, else where its controller listens from outside. */
export function entranceOfIngress(
  ingress: EntryObject,
  its: IngressClass,
  ofController: Entrance,
  world: RouteWorld,
): IngressEntrance {
  const given = statusHosts(ingress).map((host) => ({ host, side: addressSide(host, world) }));
  const outside = given.filter(({ side }) => side !== 'inside');
  const isServed = given.length > 0;
  const [first] = outside;
  if (first !== undefined) {
    const entrance = entranceAt(
      outside.map(({ host }) => host),
      ofController,
    );
    const unread: RouteState = {
      state: 'unknown',
      why: message('entrance.sideUnread', { address: first.host }),
    };
    return { entrance, isServed, trouble: outside.some(({ side }) => side === 'outside') ? null : unread };
  }
  if (ofController.state === 'known') {
    const notes = [message('ingress.addressOfController'), ...ofController.notes];
    return { entrance: { ...ofController, notes }, isServed, trouble: null };
  }
  const trouble: RouteState = isServed
    ? { state: 'inside', why: message('ingress.insideOnly') }
    : withoutAddress(ingress, its, ofController);
  return { entrance: ofController, isServed, trouble };
}

function withoutAddress(
  ingress: EntryObject,
  its: IngressClass,
  { services: [service], why }: Extract<Entrance, { state: 'unknown' }>,
): RouteState {
  if (its.state === 'none') return { state: 'unknown', why: message('ingress.noClass') };
  if (its.state === 'unread' || why.id === 'entrance.unread') return { state: 'unknown', why };
  // At node ports it may be open where nodes cannot be read.
  if (service?.ports.every(({ nodePort }) => nodePort === null) === true) {
    const { namespace, name } = service;
    return { state: 'inside', why: message('ingress.controllerInside', { namespace, service: name }) };
  }
  return waitingSince(ingress, message('ingress.withoutAddress', { name: its.name }));
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
