import { Access, userName } from './api/access.ts';
import { ApiServer } from './api/api-server.ts';
import { createServerCertificate } from './api/certificate.ts';
import { prepareNew } from './api/defaults.ts';
import type { JsonObject } from './api/json.ts';
import { ObjectStore } from './api/object-store.ts';
import { type IngressGroups, typeOf } from './api/resource-types.ts';
import { matchesLabels } from './api/selectors.ts';
import { Controllers } from './control/controllers.ts';
import { evictPod, terminatePod } from './control/owned-pods.ts';
import { Faults } from './faults.ts';
import { Kubelet } from './node/kubelet.ts';
import type { PodTimes } from './node/pod-life.ts';
import type { ContainerEnd } from './node/pod-status.ts';
import { PortForwardUpgrade } from './node/port-forward-upgrade.ts';
import { ServiceProxy } from './node/service-proxy.ts';
import { isReady, type Labels, type Pod, type ResourceName } from './objects.ts';
import { seed } from './seed/seed.ts';
import { controllerLabels } from './seed/shop-ingress.ts';
import { type Profile, ServerVersion } from './server-version.ts';

export interface DemoOptions {
  /** How long the steps of a later pod's life take; a pod is replaced in about a second unless told otherwise. */
  readonly times?: Partial<PodTimes>;
  /** Which Kubernetes it is; 1.36 unless told otherwise. */
  readonly profile?: Profile;
  /** By which groups it serves Ingresses; by that of today unless told otherwise. The old ones come with the discovery of old. */
  readonly ingressGroups?: IngressGroups;
}

/** A small Kubernetes in this process: an API server on a loopback port, one node, and pods that are real servers. */
export interface DemoCluster extends AsyncDisposable {
  /** A kubeconfig with the present token; context, cluster and user are named `demo`. */
  readonly kubeconfig: string;
  /** `https://127.0.0.1:PORT` */
  readonly server: string;
  readonly token: string;
  /** The switches for misbehaviour. */
  readonly faults: Faults;
  /** How long the steps of a pod's life take from now on, in ms; may be changed. */
  readonly times: PodTimes;
  /** Which Kubernetes it is for the requests from now on; may be changed. */
  profile: Profile;
  /** The pods of a namespace now, terminating ones too. */
  pods(namespace: string): readonly Pod[];
  /** How many TCP connections are open into a pod. */
  connections(namespace: string, pod: string): number;
  /** Creates an object as `kubectl create` does, without the way over the network: thousands take no minute. */
  create(resource: ResourceName, namespace: string | null, object: JsonObject): void;
  /** Deletes a pod as `kubectl delete pod` does; its controller makes another. */
  deletePod(namespace: string, name: string): void;
  /** Makes a pod vanish at once, as when its node is lost: its connections are cut, and its tunnels reset new streams without a text. */
  killPod(namespace: string, name: string): void;
  /** Evicts a pod as `kubectl drain` does; its controller makes another. */
  evictPod(namespace: string, name: string): void;
  /** Ends a pod's containers, well unless told; they come back in the same sandbox, so tunnels stay good. */
  restartContainers(namespace: string, name: string, end?: ContainerEnd): Promise<void>;
  /** What the pod's readiness probe says from now on. */
  setReady(namespace: string, name: string, ready: boolean): void;
  /** Sets how many pods a deployment wants; 0 takes all of them away. */
  scale(namespace: string, deployment: string, replicas: number): void;
  /** Resolves when this many pods of the namespace have the label `app` and are ready. */
  readyPods(namespace: string, app: string, count: number): Promise<readonly Pod[]>;
  /** Stops replacing pods, as when the controller manager is down, until `resumeControllers`. */
  pauseControllers(): void;
  resumeControllers(): void;
  /** Forgets the history of changes: watches and paged lists that go on from before are answered 410. */
  expireHistory(): void;
  /** The token of the kubeconfig so far is answered 401 from now on; `kubeconfig` then has the new one. */
  rotateToken(): string;
  /** Closes the API server's port and all its connections. */
  stopApi(): Promise<void>;
  /** Opens the same port again. */
  startApi(): Promise<void>;
}

/** Starts a demo cluster; resolves when it answers and the pods of its services are ready, as in a cluster that has run for long. */
export async function startDemoCluster(options: DemoOptions = {}): Promise<DemoCluster> {
  await using stack = new AsyncDisposableStack();
  const times: PodTimes = { startMs: 0, readyMs: 0, terminationMs: 300 };
  const tls = await createServerCertificate();
  const store = new ObjectStore();
  const faults = new Faults();
  const { profile = '1.36', ingressGroups = 'today' } = options;
  const version = new ServerVersion(profile, ingressGroups);
  const access = new Access(faults);
  const controllers = stack.use(new Controllers(store));
  const kubelet = stack.use(new Kubelet(store, times));
  const upgrade = stack.use(new PortForwardUpgrade({ store, kubelet, access, faults, version }));
  const api = stack.use(
    new ApiServer({
      tls,
      store,
      access,
      faults,
      version,
      upgrade: (...request) => upgrade.handle(...request),
      proxy: new ServiceProxy(store, kubelet),
    }),
  );
  await api.start();
  seed(store, ingressGroups);
  await Promise.all([
    readyPods(store, 'shop', { app: 'web' }, 2),
    readyPods(store, 'shop', { app: 'orders-db' }, 1),
    readyPods(store, 'shop', { app: 'search' }, 1),
    readyPods(store, 'payments', { app: 'api' }, 1),
    readyPods(store, 'kube-system', controllerLabels, 1),
  ]);
  Object.assign(times, { startMs: 500, readyMs: 300, ...options.times });
  const owned = stack.move();

  return {
    get kubeconfig() {
      return kubeconfigFor(api, access.token);
    },
    get server() {
      return api.url;
    },
    get token() {
      return access.token;
    },
    faults,
    times,
    get profile() {
      return version.profile;
    },
    set profile(profile) {
      version.profile = profile;
    },
    pods: (namespace) => store.list('pods', namespace),
    connections: (namespace, name) =>
      kubelet.sandboxOf(store.get('pods', namespace, name))?.connectionCount ?? 0,
    create: (resource, namespace, object) =>
      void store.create<ResourceName>(resource, prepareNew(typeOf(resource), namespace, object)),
    deletePod: (namespace, name) => void terminatePod(store, store.get('pods', namespace, name)),
    killPod: (namespace, name) => {
      void kubelet.sandboxOf(store.get('pods', namespace, name))?.lose();
      store.remove('pods', namespace, name);
    },
    evictPod: (namespace, name) => evictPod(store, store.get('pods', namespace, name)),
    restartContainers: async (namespace, name, end) =>
      kubelet.lifeOf(store.get('pods', namespace, name))?.restart(end),
    setReady: (namespace, name, ready) => kubelet.lifeOf(store.get('pods', namespace, name))?.setReady(ready),
    scale: (namespace, deployment, replicas) =>
      void store.update('deployments', namespace, deployment, (object) => ({
        ...object,
        spec: { ...object.spec, replicas },
      })),
    readyPods: (namespace, app, count) => readyPods(store, namespace, { app }, count),
    pauseControllers: () => controllers.pause(),
    resumeControllers: () => controllers.resume(),
    expireHistory: () => store.compact(),
    rotateToken: () => access.rotateToken(),
    stopApi: () => api.stop(),
    startApi: () => api.start(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function readyPods(
  store: ObjectStore,
  namespace: string,
  labels: Labels,
  count: number,
): Promise<readonly Pod[]> {
  const ready = (): Pod[] =>
    store
      .list('pods', namespace)
      .filter(
        (pod) =>
          matchesLabels(labels, pod.metadata.labels) && !pod.metadata.deletionTimestamp && isReady(pod),
      );
  return new Promise((resolve) => {
    const check = (): void => {
      const pods = ready();
      if (pods.length !== count) return;
      subscription[Symbol.dispose]();
      resolve(pods);
    };
    const subscription = store.onChange(check);
    check();
  });
}

function kubeconfigFor({ url, certificate }: ApiServer, token: string): string {
  return `apiVersion: v1
kind: Config
current-context: demo
clusters:
- name: demo
  cluster:
    server: ${url}
    certificate-authority-data: ${Buffer.from(certificate).toString('base64')}
contexts:
- name: demo
  context:
    cluster: demo
    user: ${userName}
    namespace: shop
users:
- name: ${userName}
  user:
    token: ${token}
`;
}
