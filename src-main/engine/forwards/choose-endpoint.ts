import type { Balance } from '../../shared/balance.ts';
import type { PodRef } from '../../shared/session.ts';
import type { PodEndpoint } from '../kube/pod-source.ts';

/**
 * Where the next connection goes; null where the balance allows none of `endpoints`, which are in the order of a
 * `PodSource`. `openOn` counts the forward's connections on a pod, `last` is the name of the pod that got the last one.
 */
export function chooseEndpoint(
  balance: Balance,
  endpoints: readonly PodEndpoint[],
  openOn: (pod: PodRef) => number,
  last: string | null,
): PodEndpoint | null {
  const used = usedEndpoints(balance, endpoints);
  switch (balance.mode) {
    case 'sticky':
    case 'pod':
      return used[0] ?? null;
    case 'roundRobin':
      return nextByName(used, last);
    case 'leastConnections': {
      const fewest = used.reduce((least, { pod }) => Math.min(least, openOn(pod)), Infinity);
      return nextByName(
        used.filter(({ pod }) => openOn(pod) === fewest),
        last,
      );
    }
  }
}

/** The endpoints that new connections may go to. */
export function usedEndpoints(balance: Balance, endpoints: readonly PodEndpoint[]): readonly PodEndpoint[] {
  switch (balance.mode) {
    case 'sticky':
      return endpoints.slice(0, 1);
    case 'roundRobin':
    case 'leastConnections':
      return endpoints;
    case 'pod':
      return endpoints.filter(({ pod }) => pod.name === balance.name).slice(0, 1);
  }
}

/** By name, not by place: the order of the endpoints changes while pods come and go. */
function nextByName(endpoints: readonly PodEndpoint[], last: string | null): PodEndpoint | null {
  let first: PodEndpoint | null = null;
  let next: PodEndpoint | null = null;
  for (const endpoint of endpoints) {
    const { name } = endpoint.pod;
    if (first === null || name < first.pod.name) first = endpoint;
    if (last !== null && name > last && (next === null || name < next.pod.name)) next = endpoint;
  }
  return next ?? first;
}
