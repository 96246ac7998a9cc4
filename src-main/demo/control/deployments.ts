import { createHash } from 'node:crypto';

import type { ObjectStore } from '../api/object-store.ts';
import { isOwnedBy, ownerOf, type PodTemplate, type ReplicatedWorkload, timestamp } from '../objects.ts';

/** Where the real controller writes the number of a rollout, on the deployment and on its replica sets. */
const revisionKey = 'deployment.kubernetes.io/revision';

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
    const revision = revisionOf(sets, current);
    if (current) scale(store, current, wanted, revision);
    else createReplicaSet(store, deployment, hash, wanted, revision);
    // The default rolling update never goes below what is wanted here: an old pod leaves for each new one that is ready.
    const ready = current?.status.readyReplicas ?? 0;
    let keep = Math.max(0, wanted - ready);
    for (const set of older) {
      const size = Math.min(set.spec.replicas ?? 1, keep);
      keep -= size;
      scale(store, set, size, set.metadata.annotations?.[revisionKey] ?? revision);
    }
    updateStatus(store, deployment, sets, current, revision);
  }
}

function createReplicaSet(
  store: ObjectStore,
  owner: ReplicatedWorkload,
  hash: string,
  replicas: number,
  revision: string,
): void {
  const { spec, metadata } = owner;
  const labels = { ...spec.template.metadata?.labels, 'pod-template-hash': hash };
  store.create('replicasets', {
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace ?? 'default',
      labels,
      annotations: { [revisionKey]: revision },
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

/** The number of the deployment's present template: one more than any before, also where an older one is taken again. */
function revisionOf(sets: readonly ReplicatedWorkload[], current: ReplicatedWorkload | undefined): string {
  const numberOf = ({ metadata }: ReplicatedWorkload): number =>
    Number(metadata.annotations?.[revisionKey] ?? 0);
  const others = Math.max(0, ...sets.filter((set) => set !== current).map(numberOf));
  return String(Math.max(others + 1, current === undefined ? 1 : numberOf(current)));
}

function scale(
  store: ObjectStore,
  { metadata }: ReplicatedWorkload,
  replicas: number,
  revision: string,
): void {
  store.update('replicasets', metadata.namespace ?? '', metadata.name, (set) => ({
    ...set,
    metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, [revisionKey]: revision } },
    spec: { ...set.spec, replicas },
  }));
}

function updateStatus(
  store: ObjectStore,
  { metadata }: ReplicatedWorkload,
  sets: readonly ReplicatedWorkload[],
  current: ReplicatedWorkload | undefined,
  revision: string,
): void {
  store.update('deployments', metadata.namespace ?? '', metadata.name, (deployment) => {
    const wanted = deployment.spec.replicas ?? 1;
    const ready = sum(sets, 'readyReplicas');
    const available = ready >= wanted;
    const before = deployment.status.conditions?.find(({ type }) => type === 'Available');
    const status = available ? 'True' : 'False';
    return {
      ...deployment,
      metadata: {
        ...deployment.metadata,
        annotations: { ...deployment.metadata.annotations, [revisionKey]: revision },
      },
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
