import type { ResourceName } from '../objects.ts';

/** How a resource appears in paths and in discovery. */
export interface ResourceType {
  readonly name: ResourceName;
  readonly group: string;
  readonly version: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly scalable: boolean;
}

/**
 * By which API groups Ingresses are served: by that of today, by both of those that Kubernetes dropped with 1.22, or by the
 * first alone, as before 1.14.
 */
export type IngressGroups = 'today' | 'old' | 'oldest';

export const resourceTypes: readonly ResourceType[] = [
  type('', 'v1', 'namespaces', 'Namespace', ['ns'], { namespaced: false }),
  type('', 'v1', 'nodes', 'Node', ['no'], { namespaced: false }),
  type('', 'v1', 'pods', 'Pod', ['po']),
  type('', 'v1', 'services', 'Service', ['svc']),
  type('', 'v1', 'secrets', 'Secret', []),
  type('', 'v1', 'events', 'Event', ['ev']),
  type('apps', 'v1', 'deployments', 'Deployment', ['deploy'], { scalable: true }),
  type('apps', 'v1', 'replicasets', 'ReplicaSet', ['rs'], { scalable: true }),
  type('apps', 'v1', 'statefulsets', 'StatefulSet', ['sts'], { scalable: true }),
  type('apps', 'v1', 'daemonsets', 'DaemonSet', ['ds']),
  type('batch', 'v1', 'jobs', 'Job', []),
  type('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', []),
  ...ingressTypes('networking.k8s.io', 'v1'),
];

/** What a server serves; objects that it serves by several groups are the same ones in each. */
export function servedTypes(groups: IngressGroups): readonly ResourceType[] {
  const others = resourceTypes.filter(({ group }) => group !== 'networking.k8s.io');
  const first = ingressTypes('extensions', 'v1beta1').filter(({ name }) => name === 'ingresses');
  switch (groups) {
    case 'today':
      return resourceTypes;
    case 'old':
      return [...others, ...first, ...ingressTypes('networking.k8s.io', 'v1beta1')];
    case 'oldest':
      return [...others, ...first];
  }
}

/** `v1`, `apps/v1`: what an object of this type says as its apiVersion. */
export function apiVersionOf({ group, version }: ResourceType): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The resource's name in messages: `pods`, `deployments.apps`. */
export function qualifiedName({ name, group }: ResourceType): string {
  return group === '' ? name : `${name}.${group}`;
}

/** The type of a resource that is known to exist. */
export function typeOf(name: ResourceName): ResourceType {
  const found = resourceTypes.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no resource type ${name}`);
  return found;
}

function ingressTypes(group: string, version: string): ResourceType[] {
  return [
    type(group, version, 'ingresses', 'Ingress', ['ing']),
    type(group, version, 'ingressclasses', 'IngressClass', [], { namespaced: false }),
  ];
}

function type(
  group: string,
  version: string,
  name: ResourceName,
  kind: string,
  shortNames: readonly string[],
  { namespaced = true, scalable = false }: { namespaced?: boolean; scalable?: boolean } = {},
): ResourceType {
  return { group, version, name, kind, singular: kind.toLowerCase(), shortNames, namespaced, scalable };
}
