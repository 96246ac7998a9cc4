import { apiVersionOf, type ResourceType, resourceTypes } from './resource-types.ts';

interface ResourceEntry {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly group?: string;
  readonly version?: string;
}

// Groups without stored resources: reviews are answered, nothing is kept.
const reviews: Readonly<Record<string, ResourceEntry>> = {
  'authorization.k8s.io/v1': {
    name: 'selfsubjectaccessreviews',
    singularName: 'selfsubjectaccessreview',
    namespaced: false,
    kind: 'SelfSubjectAccessReview',
    verbs: ['create'],
  },
};

/** The discovery document at a path, or null. `host` is the server's own address. */
export function discoveryAt(path: string, host: string): object | null {
  const groupVersions = [...new Set([...resourceTypes.map(apiVersionOf), ...Object.keys(reviews)])];
  const groups = groupVersions.filter((groupVersion) => groupVersion.includes('/')).map(groupEntry);
  switch (path.replace(/\/$/, '')) {
    case '/api':
      return {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
      };
    case '/apis':
      return { kind: 'APIGroupList', apiVersion: 'v1', groups };
    case '/api/v1':
      return resourceList('v1');
  }
  const [, group, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path) ?? [];
  if (group === undefined) return null;
  if (version === undefined) {
    const entry = groups.find(({ name }) => name === group);
    return entry ? { kind: 'APIGroup', apiVersion: 'v1', ...entry } : null;
  }
  const groupVersion = `${group}/${version}`;
  return groupVersions.includes(groupVersion) ? resourceList(groupVersion) : null;
}

function groupEntry(groupVersion: string) {
  const [name = '', version = ''] = groupVersion.split('/');
  return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
}

function resourceList(groupVersion: string): object {
  const stored = resourceTypes.filter((type) => apiVersionOf(type) === groupVersion).flatMap(entriesOf);
  const review = reviews[groupVersion];
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: review ? [review] : stored };
}

function entriesOf(type: ResourceType): ResourceEntry[] {
  const entry: ResourceEntry = {
    name: type.name,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    ...(type.shortNames.length > 0 && { shortNames: type.shortNames }),
    ...(isInCategoryAll(type) && { categories: ['all'] }),
  };
  const sub = (name: string, kind: string, verbs: string[], of: object = {}): ResourceEntry => ({
    name: `${type.name}/${name}`,
    singularName: '',
    namespaced: type.namespaced,
    kind,
    verbs,
    ...of,
  });
  return [
    entry,
    ...(type.scalable
      ? [sub('scale', 'Scale', ['get', 'patch', 'update'], { group: 'autoscaling', version: 'v1' })]
      : []),
    ...(type.name === 'pods'
      ? [
          sub('eviction', 'Eviction', ['create'], { group: 'policy', version: 'v1' }),
          sub('portforward', 'PodPortForwardOptions', ['create', 'get']),
        ]
      : []),
  ];
}

function isInCategoryAll({ name }: ResourceType): boolean {
  return !['namespaces', 'nodes', 'events', 'endpointslices'].includes(name);
}
