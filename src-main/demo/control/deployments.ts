import { createHash } from 'node:crypto';

import type { ObjectStore } from '../api/object-store.ts';
import { isOwnedBy, ownerOf, type PodTemplate, type ReplicatedWorkload, timestamp } from '../objects.ts';

/** Gives each deployment a replica set for its present template, and lets the older ones go pod by pod as the new one gets ready. */
export function reconcileDeployments(store: ObjectStore): void {
  for (const deployment of store.list('deployments')) {
    if (deployment.metadata.deletionTimestamp) continue;
    const wanted = deployment.spec.replicas ?? 1;
    const hash = templateHash(deployment.spec.template);
    const sets = store
      .list('replicasets', deployment.metadata.namespace ?? '')
      .filter((set) => isOwnedBy(set, deployment));
    const current = sets.find((set) => set.metadata.labels?.['pod-template-hash'] === hash);
    const older = sets.filter((set) => set !== current);
    if (current) scale(store, current, wanted);
    else createReplicaSet(store, deployment, hash, wanted);
    // The default rolling update never goes below what is wanted here: an old pod leaves for each new one that is ready.
    const ready = current?.status.readyReplicas ?? 0;
    let keep = Math.max(0, wanted - ready);
    for (const set of older) {
      const size = Math.min(set.spec.replicas ?? 1, keep);
      keep -= size;
      scale(store, set, size);
    }
    updateStatus(store, deployment, sets, current);
  }
}

function createReplicaSet(
  store: ObjectStore,
  owner: ReplicatedWorkload,
  hash: string,
  replicas: number,
): void {
  const { spec, metadata } = owner;
  const labels = { ...spec.template.metadata?.labels, 'pod-template-hash': hash };
  store.create('replicasets', {
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace ?? 'default',
      labels,
      generation: 1,
      ownerReferences: [ownerOf(owner)],
    },
    spec: {
      replicas,
      selector: {
        ...spec.selector,
        matchLabels: { ...spec.selector.matchLabels, 'pod-template-hash': hash },
      },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
    status: { replicas: 0 },
  });
}

function scale(store: ObjectStore, { metadata }: ReplicatedWorkload, replicas: number): void {
  store.update('replicasets', metadata.namespace ?? '', metadata.name, (set) => ({
    ...set,
    spec: { ...set.spec, replicas },
  }));
}

function updateStatus(
  store: ObjectStore,
  { metadata }: ReplicatedWorkload,
  sets: readonly ReplicatedWorkload[],
  current: ReplicatedWorkload | undefined,
): void {
  store.update('deployments', metadata.namespace ?? '', metadata.name, (deployment) => {
    const wanted = deployment.spec.replicas ?? 1;
    const ready = sum(sets, 'readyReplicas');
    const available = ready >= wanted;
    const before = deployment.status.conditions?.find(({ type }) => type === 'Available');
    const status = available ? 'True' : 'False';
    return {
      ...deployment,
      status: {
        observedGeneration: deployment.metadata.generation ?? 1,
        replicas: sum(sets, 'replicas'),
        updatedReplicas: current?.status.replicas ?? 0,
        readyReplicas: ready,
        availableReplicas: ready,
        unavailableReplicas: Math.max(0, wanted - ready),
        conditions: [
          {
            type: 'Available',
            status,
            lastTransitionTime: before?.status === status ? before.lastTransitionTime : timestamp(),
            reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          },
        ],
      },
    };
  });
}

function sum(sets: readonly ReplicatedWorkload[], field: 'replicas' | 'readyReplicas'): number {
  return sets.reduce((total, set) => total + (set.status[field] ?? 0), 0);
}

function templateHash(template: PodTemplate): string {
  return createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 10);
}
