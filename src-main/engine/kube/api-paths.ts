import type { TargetKind } from '../../shared/target.ts';

/** API group and plural of each kind that can be a target. */
const collections: Record<TargetKind, readonly [base: string, plural: string]> = {
  pod: ['/api/v1', 'pods'],
  service: ['/api/v1', 'services'],
  deployment: ['/apis/apps/v1', 'deployments'],
  replicaset: ['/apis/apps/v1', 'replicasets'],
  statefulset: ['/apis/apps/v1', 'statefulsets'],
  daemonset: ['/apis/apps/v1', 'daemonsets'],
  job: ['/apis/batch/v1', 'jobs'],
};

/** The path of a collection; of all namespaces where `namespace` is null. */
export function collectionPath(kind: TargetKind, namespace: string | null): string {
  const [base, plural] = collections[kind];
  return namespacedPath(base, plural, namespace);
}

export function endpointSlicesPath(namespace: string | null): string {
  return namespacedPath('/apis/discovery.k8s.io/v1', 'endpointslices', namespace);
}

export function secretsPath(namespace: string): string {
  return namespacedPath('/api/v1', 'secrets', namespace);
}

/** The events of one object, by its UID. */
export function eventsPath(namespace: string, uid: string, limit: number): string {
  const query = new URLSearchParams({ fieldSelector: `involvedObject.uid=${uid}`, limit: String(limit) });
  return `${namespacedPath('/api/v1', 'events', namespace)}?${query.toString()}`;
}

export function nodePath(name: string): string {
  return `/api/v1/nodes/${encodeURIComponent(name)}`;
}

export const namespacesPath = '/api/v1/namespaces';

function namespacedPath(base: string, plural: string, namespace: string | null): string {
  return namespace === null
    ? `${base}/${plural}`
    : `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}
