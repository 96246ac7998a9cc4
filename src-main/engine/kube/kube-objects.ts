/*
 * The few fields of Kubernetes objects that Portolan reads, as they stand in the API's JSON. Every field may be missing:
 * the API leaves out what is empty. client-node's models are not used here: they promise `Date` and required fields,
 * which is true only after its own deserialiser, far too slow for lists of thousands.
 */

export interface KubeObject {
  readonly metadata?: Metadata;
}

export interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: {
    readonly 'controller-revision-hash'?: string;
    readonly 'kubernetes.io/service-name'?: string;
  };
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface OwnerReference {
  readonly kind?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly controller?: boolean;
}

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort?: number;
  readonly protocol?: string;
  readonly hostPort?: number;
  readonly hostIP?: string;
}

export interface Container {
  readonly name?: string;
  readonly ports?: readonly ContainerPort[];
  readonly restartPolicy?: string;
}

export interface ContainerStatus {
  readonly name?: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: ContainerEnd;
  };
  /** How it ended the time before. */
  readonly lastState?: { readonly terminated?: ContainerEnd };
}

export interface ContainerEnd {
  readonly reason?: string;
  readonly exitCode?: number;
  readonly signal?: number;
  readonly finishedAt?: string;
}

export interface PodSpec {
  readonly nodeName?: string;
  readonly hostNetwork?: boolean;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

export interface PodObject extends KubeObject {
  readonly spec?: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly hostIP?: string;
    readonly conditions?: readonly {
      readonly type?: string;
      readonly status?: string;
      readonly reason?: string;
      readonly message?: string;
      readonly lastTransitionTime?: string;
    }[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly appProtocol?: string;
  readonly nodePort?: number;
}

/** Where a load balancer, or the entry of an Ingress, listens. */
export interface BalancerAddress {
  readonly ip?: string;
  readonly hostname?: string;
  readonly ipMode?: string;
  readonly ports?: readonly {
    readonly port?: number;
    readonly protocol?: string;
    /** Why the load balancer does not serve it: a CamelCase word. */
    readonly error?: string;
  }[];
}

export interface ServiceObject extends KubeObject {
  readonly metadata?: Metadata & {
    /** By which the service of a Gateway's proxy is marked. */
    readonly labels?: {
      readonly 'gateway.networking.k8s.io/gateway-name'?: string;
      readonly 'gateway.envoyproxy.io/owning-gateway-name'?: string;
      readonly 'gateway.envoyproxy.io/owning-gateway-namespace'?: string;
    };
    /** By which implementations of load balancers leave their mark. */
    readonly annotations?: {
      readonly 'metallb.io/ip-allocated-from-pool'?: string;
      readonly 'metallb.universe.tf/ip-allocated-from-pool'?: string;
      readonly 'lb.kubesphere.io/v1alpha1'?: string;
      readonly 'kube-vip.io/loadbalancerIPs'?: string;
      readonly 'kube-vip.io/vipHost'?: string;
    };
  };
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly externalName?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly ServicePort[];
    readonly externalTrafficPolicy?: string;
    readonly loadBalancerClass?: string;
    readonly loadBalancerIP?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly externalIPs?: readonly string[];
  };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly BalancerAddress[] } };
}

export interface SliceEndpoint {
  readonly conditions?: {
    readonly ready?: boolean;
    /** As `ready`, also while it terminates. */
    readonly serving?: boolean;
    readonly terminating?: boolean;
  };
  readonly targetRef?: {
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
  };
  readonly nodeName?: string;
}

/** Its lists are null where they are empty (measured, Kubernetes 1.36.3), so a default value is not enough. */
export interface EndpointSliceObject extends KubeObject {
  /** `IPv4`, `IPv6` or `FQDN`. */
  readonly addressType?: string;
  readonly endpoints?: readonly SliceEndpoint[] | null;
  readonly ports?:
    | readonly {
        readonly name?: string;
        readonly port?: number;
        readonly protocol?: string;
      }[]
    | null;
}

/** A Deployment, ReplicaSet, StatefulSet, DaemonSet or Job. */
export interface WorkloadObject extends KubeObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: Selector;
    readonly template?: {
      readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec?: PodSpec;
    };
  };
  readonly status?: {
    readonly readyReplicas?: number;
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
    readonly ready?: number;
    readonly active?: number;
  };
}

/** A namespace, whose labels choose it. */
export interface NamespaceObject extends KubeObject {
  readonly metadata?: Metadata & { readonly labels?: Readonly<Record<string, string>> };
}

/**
 * An Ingress, a Gateway, a route of one, and what other kinds let traffic in: custom resources, most of them, whose fields may
 * be of any type. What reads them parses them.
 */
export interface EntryObject extends KubeObject {
  readonly metadata?: Metadata & {
    readonly annotations?: {
      readonly 'kubernetes.io/ingress.class'?: string;
      readonly 'ingressclass.kubernetes.io/is-default-class'?: string;
      readonly 'nginx.ingress.kubernetes.io/use-regex'?: string;
      readonly 'nginx.ingress.kubernetes.io/ssl-passthrough'?: string;
      readonly 'nginx.ingress.kubernetes.io/canary'?: string;
      /** By which some controllers are told on which ports, and by which schemes, they answer. */
      readonly 'alb.ingress.kubernetes.io/certificate-arn'?: string;
      readonly 'alb.ingress.kubernetes.io/listen-ports'?: string;
      readonly 'alb.ingress.kubernetes.io/ssl-redirect'?: string;
      readonly 'ingress.gcp.kubernetes.io/pre-shared-cert'?: string;
      readonly 'kubernetes.io/ingress.allow-http'?: string;
      readonly 'networking.gke.io/managed-certificates'?: string;
      readonly 'traefik.ingress.kubernetes.io/router.entrypoints'?: string;
      readonly 'traefik.ingress.kubernetes.io/router.tls'?: string;
    };
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** What owns a pod, and what owns that: read for its plan, not for its pods. */
export interface ControllerObject extends KubeObject {
  readonly metadata?: Metadata & { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly replicas?: number };
  /** Of a stateful set: the `controller-revision-hash` of its newest template. */
  readonly status?: { readonly updateRevision?: string };
}

export interface NodeObject extends KubeObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    /** Begins with the name of the cloud, or of the distribution: `aws:///eu-west-1a/i-0abc`. */
    readonly providerID?: string;
  };
  readonly status?: {
    readonly conditions?: readonly { readonly type?: string; readonly status?: string }[];
    readonly addresses?: readonly { readonly type?: string; readonly address?: string }[];
  };
}

/** Times may be null. */
export interface EventObject extends KubeObject {
  readonly reason?: string;
  readonly message?: string;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

export interface KubeList<T> {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items?: readonly T[];
}

export function nameOf({ metadata }: KubeObject): string {
  return metadata?.name ?? '';
}

/** `namespace/name`; the name alone for objects without a namespace. One object at a time has it. */
export function keyOf(object: KubeObject): string {
  const { namespace, name = '' } = object.metadata ?? {};
  return namespace === undefined ? name : `${namespace}/${name}`;
}
