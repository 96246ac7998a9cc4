import type { ObjectStore } from '../api/object-store.ts';
import { isReady, type Pod } from '../objects.ts';
import { recordEvent } from './events.ts';
import { createPod, podsOf, terminatePod } from './owned-pods.ts';

/** Keeps as many pods as each replica set wants; a terminating pod no longer counts. */
export function reconcileReplicaSets(store: ObjectStore): void {
  for (const set of store.list('replicasets')) {
    if (set.metadata.deletionTimestamp) continue;
    const { name, namespace = '' } = set.metadata;
    const wanted = set.spec.replicas ?? 1;
    const { live } = podsOf(store, set);
    const tell = (reason: string, message: string): void =>
      recordEvent(store, set, { type: 'Normal', reason, message, component: 'replicaset-controller' });
    for (let missing = wanted - live.length; missing > 0; missing--) {
      const pod = createPod(store, set, set.spec.template, { generateName: `${name}-` });
      tell('SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    }
    for (const pod of leastWanted(live).slice(0, Math.max(0, live.length - wanted))) {
      terminatePod(store, pod);
      tell('SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    }
    const now = podsOf(store, set);
    store.update('replicasets', namespace, name, (current) => ({
      ...current,
      status: {
        replicas: now.live.length,
        readyReplicas: now.ready.length,
        availableReplicas: now.ready.length,
        observedGeneration: current.metadata.generation ?? 1,
      },
    }));
  }
}

/** Those that are not ready go first, then the youngest. */
function leastWanted(pods: readonly Pod[]): Pod[] {
  return pods.toSorted(
    (left, right) =>
      Number(isReady(left)) - Number(isReady(right)) ||
      right.metadata.creationTimestamp.localeCompare(left.metadata.creationTimestamp),
  );
}
