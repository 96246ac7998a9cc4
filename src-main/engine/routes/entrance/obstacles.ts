import { message } from '../../../shared/language/message.ts';
import type { RouteState } from '../../../shared/route.ts';
import type { EntryObject } from '../../kube/kube-objects.ts';
import { broken, waitingSince } from '../route-states.ts';

/** What stands in the way of a route before it comes to its service. */
export type Obstacle = Exclude<RouteState, { state: 'open' }>;

/** Of backends that share the requests by their weights. */
export const withoutWeight: Obstacle = broken(message('customRoute.noWeight'));

/** An object whose status says that no controller has read it. */
export function untaken(by: string, object: EntryObject): Obstacle {
  return waitingSince(object, message('customRoute.notTaken', { by }));
}

/** An object that its controller refuses, by the words of its status. */
export function refused(by: string, reason: string): Obstacle {
  return broken(message('customRoute.refused', { by, reason }));
}

/** An object that counts only where another of that kind leads to it, and none that may be read does. */
export function orphaned(parent: string, areAllRead: boolean): Obstacle {
  return areAllRead
    ? broken(message('customRoute.orphan', { parent }))
    : { state: 'unknown', why: message('customRoute.parentsUnread', { parent }) };
}
