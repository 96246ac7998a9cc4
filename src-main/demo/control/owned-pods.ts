import type { ObjectStore } from '../api/object-store.ts';
import { disruptedStatus } from '../node/pod-status.ts';
import {
  isOwnedBy,
  isReady,
  type KubeObject,
  type NewMeta,
  ownerOf,
  type Pod,
  type PodTemplate,
} from '../objects.ts';

/** The pods of a workload: those that count, and those that are on their way out. */
export interface OwnedPods {
  readonly live: readonly Pod[];
  readonly ready: readonly Pod[];
  readonly succeeded: readonly Pod[];
  /** All of them, the terminating ones too. */
  readonly all: readonly Pod[];
}

export function podsOf(store: ObjectStore, owner: KubeObject): OwnedPods {
  const all = store.list('pods', owner.metadata.namespace ?? '').filter((pod) => isOwnedBy(pod, owner));
  const live = all.filter(
    ({ metadata, status }) => !metadata.deletionTimestamp && isUnfinished(status.phase),
  );
  return {
    all,
    live,
    ready: live.filter(isReady),
    succeeded: all.filter(({ status }) => status.phase === 'Succeeded'),
  };
}

/** Makes a pod from a workload's template. */
export function createPod(store: ObjectStore, owner: KubeObject, template: PodTemplate, meta: NewMeta): Pod {
  return store.create('pods', {
    metadata: {
      ...meta,
      namespace: owner.metadata.namespace ?? 'default',
      labels: { ...template.metadata?.labels, ...meta.labels },
      ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
      ownerReferences: [ownerOf(owner)],
    },
    spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, ...template.spec },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  });
}

/** Begins a graceful deletion: the kubelet ends the containers, then the object goes. */
export function terminatePod(store: ObjectStore, pod: Pod, graceSeconds?: number): Pod {
  const seconds = graceSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return store.update('pods', pod.metadata.namespace ?? '', pod.metadata.name, (current) => ({
    ...current,
    metadata: {
      ...current.metadata,
      deletionTimestamp: new Date(Date.now() + seconds * 1_000).toISOString().replace(/\.\d+/, ''),
      deletionGracePeriodSeconds: seconds,
    },
  }));
}

/** Evicts a pod as the API does when a node is drained: it says why in its conditions, then it is deleted. */
export function evictPod(store: ObjectStore, { metadata }: Pod): void {
  const pod = store.update('pods', metadata.namespace ?? '', metadata.name, (current) => ({
    ...current,
    status: disruptedStatus(current, 'EvictionByEvictionAPI', 'Eviction API: evicting'),
  }));
  terminatePod(store, pod);
}

function isUnfinished(phase: Pod['status']['phase']): boolean {
  return phase === 'Pending' || phase === 'Running';
}
