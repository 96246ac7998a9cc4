import { entryKinds } from './entry-kinds.ts';
import type {
  Container,
  ContainerEnd,
  ContainerStatus,
  EndpointSliceObject,
  EntryObject,
  KubeObject,
  Metadata,
  NamespaceObject,
  NodeObject,
  PodObject,
  PodSpec,
  ServiceObject,
  WorkloadObject,
} from './kube-objects.ts';
import { conditionTypes } from './pod-status.ts';

/** Of what no field is read it is kept that it is there. */
type NoFields = Readonly<Record<string, never>>;

/** What is kept of a `T`: every field that its type declares, so that one that is declared later cannot be forgotten. */
type Kept<T> = T extends readonly (infer Element)[]
  ? Kept<Element>
  : T extends object
    ? string extends keyof T
      ? true
      : [keyof T] extends [never]
        ? NoFields
        : { readonly [Field in keyof T]-?: Kept<NonNullable<T[Field]>> }
    : true;

type Shape = true | { readonly [field: string]: Shape };

const metadata: Kept<Metadata> = {
  name: true,
  namespace: true,
  uid: true,
  resourceVersion: true,
  creationTimestamp: true,
  deletionTimestamp: true,
  labels: { 'controller-revision-hash': true, 'kubernetes.io/service-name': true },
  ownerReferences: { kind: true, name: true, uid: true, controller: true },
};

const container: Kept<Container> = {
  name: true,
  ports: { name: true, containerPort: true, protocol: true, hostPort: true, hostIP: true },
  restartPolicy: true,
};

const podSpec: Kept<PodSpec> = {
  nodeName: true,
  hostNetwork: true,
  containers: container,
  initContainers: container,
};

const end: Kept<ContainerEnd> = { reason: true, exitCode: true, signal: true, finishedAt: true };

const containerStatus: Kept<ContainerStatus> = {
  name: true,
  ready: true,
  started: true,
  restartCount: true,
  state: { waiting: { reason: true, message: true }, running: {}, terminated: end },
  lastState: { terminated: end },
};

const slimPod = slimming<PodObject>({
  metadata,
  spec: podSpec,
  status: {
    phase: true,
    reason: true,
    message: true,
    hostIP: true,
    conditions: { type: true, status: true, reason: true, message: true, lastTransitionTime: true },
    containerStatuses: containerStatus,
    initContainerStatuses: containerStatus,
  },
});

const slimWorkload = slimming<WorkloadObject>({
  metadata,
  spec: {
    replicas: true,
    selector: { matchLabels: true, matchExpressions: { key: true, operator: true, values: true } },
    template: { metadata: { labels: true }, spec: podSpec },
  },
  status: {
    readyReplicas: true,
    numberReady: true,
    desiredNumberScheduled: true,
    ready: true,
    active: true,
  },
});

const slimEntry = slimming<EntryObject>({
  metadata: {
    ...metadata,
    annotations: {
      'kubernetes.io/ingress.class': true,
      'ingressclass.kubernetes.io/is-default-class': true,
      'nginx.ingress.kubernetes.io/use-regex': true,
      'nginx.ingress.kubernetes.io/ssl-passthrough': true,
      'nginx.ingress.kubernetes.io/canary': true,
      'alb.ingress.kubernetes.io/certificate-arn': true,
      'alb.ingress.kubernetes.io/listen-ports': true,
      'alb.ingress.kubernetes.io/ssl-redirect': true,
      'ingress.gcp.kubernetes.io/pre-shared-cert': true,
      'kubernetes.io/ingress.allow-http': true,
      'networking.gke.io/managed-certificates': true,
      'traefik.ingress.kubernetes.io/router.entrypoints': true,
      'traefik.ingress.kubernetes.io/router.tls': true,
    },
  },
  spec: true,
  status: true,
});

const entryPlurals: ReadonlySet<string> = new Set(Object.values(entryKinds).map(({ plural }) => plural));

/** By what the path of their list ends with. */
const slims: Readonly<Record<string, (object: KubeObject) => KubeObject>> = {
  namespaces: slimming<NamespaceObject>({ metadata: { ...metadata, labels: true } }),
  pods: (pod: PodObject) => withReadConditions(slimPod(pod)),
  services: slimming<ServiceObject>({
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        'gateway.networking.k8s.io/gateway-name': true,
        'gateway.envoyproxy.io/owning-gateway-name': true,
        'gateway.envoyproxy.io/owning-gateway-namespace': true,
      },
      annotations: {
        'metallb.io/ip-allocated-from-pool': true,
        'metallb.universe.tf/ip-allocated-from-pool': true,
        'lb.kubesphere.io/v1alpha1': true,
        'kube-vip.io/loadbalancerIPs': true,
        'kube-vip.io/vipHost': true,
      },
    },
    spec: {
      type: true,
      clusterIP: true,
      clusterIPs: true,
      externalName: true,
      publishNotReadyAddresses: true,
      selector: true,
      ports: {
        name: true,
        port: true,
        targetPort: true,
        protocol: true,
        appProtocol: true,
        nodePort: true,
      },
      externalTrafficPolicy: true,
      loadBalancerClass: true,
      loadBalancerIP: true,
      loadBalancerSourceRanges: true,
      externalIPs: true,
    },
    status: {
      loadBalancer: {
        ingress: {
          ip: true,
          hostname: true,
          ipMode: true,
          ports: { port: true, protocol: true, error: true },
        },
      },
    },
  }),
  nodes: slimming<NodeObject>({
    metadata,
    spec: { unschedulable: true, providerID: true },
    status: { conditions: { type: true, status: true }, addresses: { type: true, address: true } },
  }),
  endpointslices: slimming<EndpointSliceObject>({
    metadata,
    addressType: true,
    endpoints: {
      conditions: { ready: true, serving: true, terminating: true },
      targetRef: { kind: true, name: true, namespace: true, uid: true },
      nodeName: true,
    },
    ports: { name: true, port: true, protocol: true },
  }),
  routes: (route: EntryObject) => withoutKey(slimEntry(route)),
  deployments: slimWorkload,
  replicasets: slimWorkload,
  statefulsets: slimWorkload,
  daemonsets: slimWorkload,
  jobs: slimWorkload,
};

/** What is kept of each object in the list at a path of the API: what is read of it, of a pod less than a fifth. */
export function slimAt<T extends KubeObject>(path: string): (object: T) => T {
  const plural = path.slice(path.lastIndexOf('/') + 1);
  const slim = slims[plural] ?? (entryPlurals.has(plural) ? slimEntry : undefined);
  if (slim === undefined) throw new Error(`Nothing is known of the objects at ${path}.`);
  // They are what the caller names, and so is what is kept of them: it has each field of its type.
  return slim as unknown as (object: T) => T;
}

function slimming<T extends KubeObject>(kept: Kept<T> & Shape): (object: T) => T {
  return copying(kept) as (object: T) => T;
}

/** Made once for each kind, run for each of thousands of objects. What is null is as what is not there (Go's encoding of both). */
function copying(shape: Shape): (value: unknown) => unknown {
  if (shape === true) return (value) => value;
  const fields = Object.entries(shape).map(([name, inner]) => ({ name, copy: copying(inner) }));
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(copy);
    const from = value as Readonly<Record<string, unknown>>;
    const kept: Record<string, unknown> = {};
    for (const field of fields) {
      const found = from[field.name];
      if (found !== undefined && found !== null) kept[field.name] = field.copy(found);
    }
    return kept;
  };
  return copy;
}

/** A Route of OpenShift may hold its private key, which nobody here reads. */
function withoutKey(route: EntryObject): EntryObject {
  const tls = route.spec?.['tls'];
  if (typeof tls !== 'object' || tls === null) return route;
  return { ...route, spec: { ...route.spec, tls: { ...tls, key: undefined } } };
}

function withReadConditions(pod: PodObject): PodObject {
  const conditions = pod.status?.conditions?.filter(({ type }) =>
    conditionTypes.some((read) => read === type),
  );
  return conditions === undefined ? pod : { ...pod, status: { ...pod.status, conditions } };
}
