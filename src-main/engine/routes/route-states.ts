import type { Message } from '../../shared/language/message.ts';
import type { RouteState } from '../../shared/route.ts';
import type { KubeObject } from '../kube/kube-objects.ts';

type StateOf<S extends RouteState['state']> = Extract<RouteState, { state: S }>;

export function broken(why: Message): StateOf<'broken'> {
  return { state: 'broken', why };
}

/** Of a way by an object for which something has yet to be done, for as long as there is the object. */
export function waitingSince({ metadata }: KubeObject, why: Message): StateOf<'waiting'> {
  const since = Date.parse(metadata?.creationTimestamp ?? '');
  return { state: 'waiting', since: Number.isNaN(since) ? null : since, why };
}
