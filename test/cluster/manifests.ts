import { serverImage } from './images.ts';
import { testServerPorts } from './test-server.ts';

/** A Kubernetes object to be created. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** How the test server runs in a pod. */
export interface PodOptions {
  /** `{ app: NAME }` unless told; a workload selects by all of them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Flags of the test server, such as `-unready`. */
  readonly args?: readonly string[];
  /** Seconds for which a deleted pod still serves; 0 unless told. */
  readonly drainSeconds?: number;
  /** The names by which the container declares the test server's ports; their own names unless told. */
  readonly portNames?: Readonly<Record<string, number>>;
  /**
   * Runs it in its node's own network, with HTTP at this port and nothing else: the API server of the tests, which is
   * outside, reaches no other addresses of the cluster.
   */
  readonly nodePort?: number;
}

export interface WorkloadOptions extends PodOptions {
  /** 1 unless told. */
  readonly replicas?: number;
}

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  /** A number, or the name of a container port. */
  readonly targetPort: number | string;
  readonly nodePort?: number;
  /** TCP unless told. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly appProtocol?: string;
}

export interface ServiceOptions {
  /** `{ app: NAME }` unless told. */
  readonly selector?: Readonly<Record<string, string>>;
  /** HTTP at port 80 and echo at port 7000, both by the name of the container port, unless told. */
  readonly ports?: readonly ServicePort[];
  readonly type?: 'ClusterIP' | 'Headless' | 'NodePort' | 'LoadBalancer';
}

export function pod(name: string, options: PodOptions = {}): Manifest {
  return { apiVersion: 'v1', kind: 'Pod', ...podTemplate(name, options, { name }) };
}

export function deployment(name: string, options: WorkloadOptions = {}): Manifest {
  return workload('Deployment', name, options, replicated(options));
}

export function replicaSet(name: string, options: WorkloadOptions = {}): Manifest {
  return workload('ReplicaSet', name, options, replicated(options));
}

export function statefulSet(name: string, options: WorkloadOptions = {}): Manifest {
  const own = { serviceName: name, podManagementPolicy: 'Parallel' };
  return workload('StatefulSet', name, options, { ...replicated(options), ...own });
}

export function daemonSet(name: string, options: PodOptions = {}): Manifest {
  return workload('DaemonSet', name, options, {});
}

/** A job that runs the test server until `/quit` or its deletion. */
export function job(name: string, options: PodOptions = {}): Manifest {
  const template = podTemplate(name, options, {});
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    // A job makes its selector itself, and refuses pods that restart for ever.
    spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
  };
}

export function service(name: string, options: ServiceOptions = {}): Manifest {
  const type = options.type ?? 'ClusterIP';
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      ...(type === 'Headless' ? { clusterIP: 'None' } : { type }),
      selector: options.selector ?? { app: name },
      ports: options.ports ?? [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'echo', port: 7000, targetPort: 'echo' },
      ],
    },
  };
}

function replicated(options: WorkloadOptions): { readonly replicas: number } {
  return { replicas: options.replicas ?? 1 };
}

function workload(
  kind: string,
  name: string,
  options: PodOptions,
  own: Readonly<Record<string, unknown>>,
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      ...own,
      selector: { matchLabels: labelsOf(name, options) },
      template: podTemplate(name, options, {}),
    },
  };
}

function podTemplate<Metadata extends object>(name: string, options: PodOptions, metadata: Metadata) {
  const drainSeconds = options.drainSeconds ?? 0;
  const { http: usualHttp, ...others } = testServerPorts;
  const http = options.nodePort ?? usualHttp;
  const isOnNode = options.nodePort !== undefined;
  const ports = Object.entries(isOnNode ? { http } : (options.portNames ?? testServerPorts));
  const onNodeArgs = [`-http=${String(http)}`, ...Object.keys(others).map((name) => `-${name}=0`)];
  return {
    metadata: { ...metadata, labels: labelsOf(name, options) },
    spec: {
      // One second more than the drain, so that the server ends by itself and not by SIGKILL.
      terminationGracePeriodSeconds: drainSeconds + 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      dnsPolicy: 'Default',
      ...(isOnNode && { hostNetwork: true }),
      containers: [
        {
          name: 'server',
          image: serverImage,
          imagePullPolicy: 'IfNotPresent',
          args: [`-grace=${String(drainSeconds)}s`, ...(isOnNode ? onNodeArgs : []), ...(options.args ?? [])],
          env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          ports: ports.map(([portName, containerPort]) => ({ name: portName, containerPort })),
          readinessProbe: {
            httpGet: { path: '/ready', port: http },
            periodSeconds: 1,
            timeoutSeconds: 3,
            failureThreshold: 1,
          },
        },
      ],
    },
  };
}

function labelsOf(name: string, options: PodOptions): Readonly<Record<string, string>> {
  return options.labels ?? { app: name };
}
