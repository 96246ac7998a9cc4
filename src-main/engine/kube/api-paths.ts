import type { RemotePort } from '../../shared/port-pair.ts';
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

/** The path of a collection of a group's version, such as `networking.k8s.io/v1`. */
export function groupedPath(groupVersion: string, plural: string, namespace: string | null): string {
  return namespacedPath(`/apis/${groupVersion}`, plural, namespace);
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
  return `${nodesPath}/${encodeURIComponent(name)}`;
}

/**
 * Where the API server passes requests on to a port of a service or pod, with a slash at its end. Of services the port
 * may be named; of pods it has to be a number. It speaks HTTPS without a look at the certificate.
 */
export function proxyPath(
  {
    namespace,
    resource,
    name,
  }: { readonly namespace: string; readonly resource: 'services' | 'pods'; readonly name: string },
  { remote, scheme }: { readonly remote: RemotePort; readonly scheme: 'http' | 'https' },
): string {
  const prefix = scheme === 'https' ? 'https:' : '';
  return `${namespacedPath('/api/v1', resource, namespace)}/${prefix}${name}:${remote}/proxy/`;
}

export const namespacesPath = '/api/v1/namespaces';
export const nodesPath = '/api/v1/nodes';
export const accessReviewsPath = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

function namespacedPath(base: string, plural: string, namespace: string | null): string {
  return namespace === null
    ? `${base}/${plural}`
    : `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}
