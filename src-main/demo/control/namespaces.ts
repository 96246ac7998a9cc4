import type { ObjectStore } from '../api/object-store.ts';
import { resourceTypes } from '../api/resource-types.ts';
import { terminatePod } from './owned-pods.ts';

/** Empties a namespace that is being deleted, and removes it once its pods have gone; then collects what has lost its owner. */
export function reconcileNamespaces(store: ObjectStore): void {
  for (const namespace of store.list('namespaces')) {
    if (!namespace.metadata.deletionTimestamp) continue;
    const { name } = namespace.metadata;
    for (const { name: resource } of resourceTypes.filter(
      ({ namespaced, name: plural }) => namespaced && plural !== 'pods',
    ))
      for (const object of store.list(resource, name)) store.remove(resource, name, object.metadata.name);
    const pods = store.list('pods', name);
    for (const pod of pods) if (!pod.metadata.deletionTimestamp) terminatePod(store, pod);
    if (pods.length === 0) store.remove('namespaces', null, name);
  }
  collectGarbage(store);
}

function collectGarbage(store: ObjectStore): void {
  const owners = new Set(
    resourceTypes.flatMap(({ name }) => store.list(name).map(({ metadata }) => metadata.uid)),
  );
  const isOrphan = ({ metadata }: { metadata: { ownerReferences?: readonly { uid: string }[] } }): boolean =>
    metadata.ownerReferences !== undefined && !metadata.ownerReferences.some(({ uid }) => owners.has(uid));
  for (const set of store.list('replicasets').filter(isOrphan))
    store.remove('replicasets', set.metadata.namespace ?? '', set.metadata.name);
  for (const pod of store.list('pods').filter(isOrphan))
    if (!pod.metadata.deletionTimestamp) terminatePod(store, pod);
}
