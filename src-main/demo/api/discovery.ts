import { apiVersionOf, type ResourceType } from './resource-types.ts';

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

/** How clients ask for, and servers mark, all of discovery in one document. */
export function aggregatedType(version: string): string {
  return `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
}

/** All resources of `/api` or of `/apis` in one document; null elsewhere. */
export function aggregatedDiscoveryAt(
  path: string,
  types: readonly ResourceType[],
  version: string,
): object | null {
  const root = path.replace(/\/$/, '');
  if (root !== '/api' && root !== '/apis') return null;
  const own = groupVersionsOf(types).filter(
    (groupVersion) => groupVersion.includes('/') === (root === '/apis'),
  );
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: own.map((groupVersion) => ({
      metadata: { ...(root === '/apis' && { name: groupVersion.split('/')[0] }) },
      versions: [
        {
          version: groupVersion.split('/').at(-1),
          resources: aggregatedResources(resourcesOf(groupVersion, types)),
          freshness: 'Current',
        },
      ],
    })),
  };
}

/** The discovery document at a path, or null. `host` is the server's own address. */
export function discoveryAt(path: string, host: string, types: readonly ResourceType[]): object | null {
  const groupVersions = groupVersionsOf(types);
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
      return resourceList('v1', types);
  }
  const [, group, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path) ?? [];
  if (group === undefined) return null;
  if (version === undefined) {
    const entry = groups.find(({ name }) => name === group);
    return entry ? { kind: 'APIGroup', apiVersion: 'v1', ...entry } : null;
  }
  const groupVersion = `${group}/${version}`;
  return groupVersions.includes(groupVersion) ? resourceList(groupVersion, types) : null;
}

function groupEntry(groupVersion: string) {
  const [name = '', version = ''] = groupVersion.split('/');
  return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
}

function groupVersionsOf(types: readonly ResourceType[]): string[] {
  return [...new Set([...types.map(apiVersionOf), ...Object.keys(reviews)])];
}

function resourceList(groupVersion: string, types: readonly ResourceType[]): object {
  const resources = resourcesOf(groupVersion, types);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function resourcesOf(groupVersion: string, types: readonly ResourceType[]): ResourceEntry[] {
  const review = reviews[groupVersion];
  return review ? [review] : types.filter((type) => apiVersionOf(type) === groupVersion).flatMap(entriesOf);
}

/** The same with each subresource inside its resource. */
function aggregatedResources(entries: readonly ResourceEntry[]): object[] {
  const responseKind = ({ kind, group = '', version = '' }: ResourceEntry) => ({ group, version, kind });
  return entries
    .filter(({ name }) => !name.includes('/'))
    .map((entry) => {
      const own = entries.filter(({ name }) => name.startsWith(`${entry.name}/`));
      return {
        resource: entry.name,
        responseKind: responseKind(entry),
        scope: entry.namespaced ? 'Namespaced' : 'Cluster',
        singularResource: entry.singularName,
        verbs: entry.verbs,
        ...(entry.shortNames && { shortNames: entry.shortNames }),
        ...(entry.categories && { categories: entry.categories }),
        ...(own.length > 0 && {
          subresources: own.map((sub) => ({
            subresource: sub.name.slice(entry.name.length + 1),
            responseKind: responseKind(sub),
            verbs: sub.verbs,
          })),
        }),
      };
    });
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
    ...(type.name === 'ingresses' ? [sub('status', 'Ingress', ['get', 'patch', 'update'])] : []),
    ...(type.name === 'pods'
      ? [
          sub('eviction', 'Eviction', ['create'], { group: 'policy', version: 'v1' }),
          sub('portforward', 'PodPortForwardOptions', ['create', 'get']),
          sub('proxy', 'PodProxyOptions', proxyVerbs),
        ]
      : []),
    ...(type.name === 'services' ? [sub('proxy', 'ServiceProxyOptions', proxyVerbs)] : []),
  ];
}

const proxyVerbs = ['create', 'delete', 'get', 'patch', 'update'];

function isInCategoryAll({ name }: ResourceType): boolean {
  return !['namespaces', 'nodes', 'events', 'endpointslices', 'ingresses', 'ingressclasses'].includes(name);
}
