/** Where objects of a kind count: those of the target's namespace, of all of them, or the cluster's own. */
type Scope = 'namespace' | 'all' | 'cluster';

interface EntryKindInfo {
  /** Served versions that are understood, best first. Old groups serve the same objects as new ones. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly scope: Scope;
}

const gatewayVersions = ['gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1beta1'];
const traefikVersions = ['traefik.io/v1alpha1', 'traefik.containo.us/v1alpha1'];
const istioVersions = [
  'networking.istio.io/v1',
  'networking.istio.io/v1beta1',
  'networking.istio.io/v1alpha3',
];

/** Kinds of objects by which a cluster lets HTTP and other traffic in, beside services; most clusters have few of them. */
export const entryKinds = {
  ingresses: {
    versions: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1', 'extensions/v1beta1'],
    plural: 'ingresses',
    scope: 'namespace',
  },
  ingressClasses: {
    versions: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'],
    plural: 'ingressclasses',
    scope: 'cluster',
  },
  gateways: {
    versions: gatewayVersions,
    plural: 'gateways',
    scope: 'all',
  },
  gatewayClasses: {
    versions: gatewayVersions,
    plural: 'gatewayclasses',
    scope: 'cluster',
  },
  listenerSets: { versions: ['gateway.networking.k8s.io/v1'], plural: 'listenersets', scope: 'all' },
  referenceGrants: {
    versions: gatewayVersions,
    plural: 'referencegrants',
    scope: 'namespace',
  },
  httpRoutes: {
    versions: gatewayVersions,
    plural: 'httproutes',
    scope: 'all',
  },
  grpcRoutes: {
    versions: ['gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1alpha2'],
    plural: 'grpcroutes',
    scope: 'all',
  },
  tcpRoutes: {
    versions: ['gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1alpha2'],
    plural: 'tcproutes',
    scope: 'all',
  },
  tlsRoutes: {
    versions: [
      'gateway.networking.k8s.io/v1',
      'gateway.networking.k8s.io/v1alpha3',
      'gateway.networking.k8s.io/v1alpha2',
    ],
    plural: 'tlsroutes',
    scope: 'all',
  },
  virtualServers: { versions: ['k8s.nginx.org/v1'], plural: 'virtualservers', scope: 'all' },
  virtualServerRoutes: { versions: ['k8s.nginx.org/v1'], plural: 'virtualserverroutes', scope: 'all' },
  ingressRoutes: {
    versions: traefikVersions,
    plural: 'ingressroutes',
    scope: 'all',
  },
  ingressRouteTcps: {
    versions: traefikVersions,
    plural: 'ingressroutetcps',
    scope: 'all',
  },
  traefikServices: { versions: traefikVersions, plural: 'traefikservices', scope: 'all' },
  openshiftRoutes: { versions: ['route.openshift.io/v1'], plural: 'routes', scope: 'namespace' },
  httpProxies: { versions: ['projectcontour.io/v1'], plural: 'httpproxies', scope: 'all' },
  virtualServices: {
    versions: istioVersions,
    plural: 'virtualservices',
    scope: 'all',
  },
  istioGateways: {
    versions: istioVersions,
    plural: 'gateways',
    scope: 'all',
  },
} as const satisfies Readonly<Record<string, EntryKindInfo>>;

export type EntryKind = keyof typeof entryKinds;

export const entryKindNames = Object.keys(entryKinds) as EntryKind[];

/** The API groups of all of them. */
export const entryGroups: ReadonlySet<string> = new Set(
  Object.values(entryKinds).flatMap(({ versions }) => versions.map((version) => version.split('/')[0] ?? '')),
);
