import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../../src-main/shared/session.ts';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import * as manifests from '../cluster/manifests.ts';
import { TestNamespace } from '../cluster/test-namespace.ts';
import { testServerPorts } from '../cluster/test-server.ts';
import { bundlePrograms, type ProgramName } from './bundle.ts';
import { DelayProxy } from './delay-proxy.ts';
import type { OneForward } from './forward-wish.ts';
import { type KubectlBinary, newestKubectl } from './newest-kubectl.ts';
import { apiEndpoint, writeProxiedKubeconfig } from './proxied-kubeconfig.ts';
import type { PeerId } from './peers.ts';
import type { Sizes } from './sizes.ts';
import { startForwarder, type Way } from './ways.ts';

/** The pods that are forwarded to. */
export const pods = {
  /** Everything but what follows. */
  server: 'pod/server',
  /** Where uploads stall: their connections stay in the runtime until the pod ends. */
  stalling: 'pod/stalling',
  /** A service before a deployment of one pod, which is deleted. */
  replaced: 'svc/replaced',
} as const;

/** How many pods the idle forwards lead to. */
export const idlePods = 10;

const idleName = (index: number): string => `idle-${index % idlePods}`;

/** What all scenarios share: the cluster, the pods, the paths to them. */
export class World implements AsyncDisposable {
  readonly cluster: Cluster;
  readonly namespace: TestNamespace;
  readonly sizes: Sizes;
  readonly kubectl: KubectlBinary;
  readonly #programs: Readonly<Record<ProgramName, string>>;
  readonly #folder: string;
  readonly #direct: ReadonlyMap<number, Endpoint>;
  readonly #resources: AsyncDisposableStack;
  readonly #proxies = new Map<string, Promise<DelayProxy>>();

  private constructor(parts: {
    cluster: Cluster;
    namespace: TestNamespace;
    sizes: Sizes;
    kubectl: KubectlBinary;
    programs: Readonly<Record<ProgramName, string>>;
    folder: string;
    direct: ReadonlyMap<number, Endpoint>;
    resources: AsyncDisposableStack;
  }) {
    this.cluster = parts.cluster;
    this.namespace = parts.namespace;
    this.sizes = parts.sizes;
    this.kubectl = parts.kubectl;
    this.#programs = parts.programs;
    this.#folder = parts.folder;
    this.#direct = parts.direct;
    this.#resources = parts.resources;
  }

  static async create(sizes: Sizes): Promise<World> {
    await using building = new AsyncDisposableStack();
    const [cluster, programs] = await Promise.all([startCluster(), bundlePrograms()]);
    const kubectl = await newestKubectl(['kubectl', cluster.kubectl.path]);
    const folder = await mkdtemp(join(tmpdir(), 'portolan-bench-'));
    building.defer(() => rm(folder, { recursive: true, force: true }));
    const namespace = building.use(await TestNamespace.create(cluster.kubectl, 'bench'));
    await namespace.apply(
      manifests.pod('server'),
      manifests.service('server', {
        type: 'NodePort',
        ports: [
          { name: 'http', port: testServerPorts.http, targetPort: 'http' },
          { name: 'echo', port: testServerPorts.echo, targetPort: 'echo' },
        ],
      }),
      manifests.pod('stalling'),
      manifests.deployment('replaced'),
      manifests.service('replaced'),
      ...Array.from({ length: idlePods }, (_, index) =>
        manifests.pod(idleName(index), { labels: { app: 'idle' } }),
      ),
    );
    await Promise.all([
      ...['server', 'stalling', 'replaced'].map((app) => namespace.readyPods(`app=${app}`)),
      namespace.readyPods('app=idle', idlePods),
    ]);
    const direct = await nodePorts(namespace);
    const resources = building.move();
    return new World({ cluster, namespace, sizes, kubectl, programs, folder, direct, resources });
  }

  /** Ways to the port of a pod, one for each forward; what is added to a round trip goes through a delaying proxy. */
  async open(peer: PeerId, forwards: readonly OneForward[], rttMs = 0): Promise<Way> {
    if (peer === 'direct') return await this.#openDirect(rttMs);
    const kubeconfig = rttMs === 0 ? this.cluster.kubeconfigPath : await this.#delayedKubeconfig(rttMs);
    return await this.#start(peer, kubeconfig, forwards);
  }

  /** As `open`, through a proxy that can be silenced. */
  async openThrough(proxy: DelayProxy, peer: PeerId, forwards: readonly OneForward[]): Promise<Way> {
    return await this.#start(peer, await this.#kubeconfigThrough(proxy), forwards);
  }

  /** A proxy of one scenario's own before the API server. */
  async startProxy(): Promise<DelayProxy> {
    const api = await apiEndpoint(this.cluster.kubeconfigPath);
    return await DelayProxy.start(this.#programs['delay-proxy'], api, 0);
  }

  /** The n-th of many forwards; they share pods, as more do not fit on a node. */
  idleForward(index: number): OneForward {
    return { target: `pod/${idleName(index)}`, ports: [testServerPorts.echo] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }

  async #start(peer: PeerId, kubeconfig: string, forwards: readonly OneForward[]): Promise<Way> {
    if (peer === 'direct') throw new Error('The direct way has no forwarder.');
    const { kubectl, namespace } = this;
    return await startForwarder(peer, {
      kubeconfig,
      namespace: namespace.name,
      forwards,
      kubectl: kubectl.path,
      programs: this.#programs,
    });
  }

  /** Node ports of the server pod: from here pods have no address of their own. */
  async #openDirect(rttMs: number): Promise<Way> {
    const reached = new Map<number, Endpoint>();
    for (const [port, endpoint] of this.#direct) {
      reached.set(port, rttMs === 0 ? endpoint : (await this.#proxy(endpoint, rttMs)).endpoint);
    }
    return {
      process: null,
      endpoint: (port) => {
        const endpoint = reached.get(port);
        if (endpoint === undefined) throw new Error(`Port ${port} is not reached directly.`);
        return endpoint;
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  async #delayedKubeconfig(rttMs: number): Promise<string> {
    return await this.#kubeconfigThrough(
      await this.#proxy(await apiEndpoint(this.cluster.kubeconfigPath), rttMs),
    );
  }

  async #kubeconfigThrough({ endpoint }: DelayProxy): Promise<string> {
    const path = join(this.#folder, `through-${endpoint.port}.yaml`);
    await writeProxiedKubeconfig(this.cluster.kubeconfigPath, path, endpoint);
    return path;
  }

  /** Started once for each server and round trip. */
  async #proxy(server: Endpoint, rttMs: number): Promise<DelayProxy> {
    const key = `${server.address}:${server.port} ${rttMs}`;
    const known = this.#proxies.get(key);
    if (known !== undefined) return await known;
    const starting = DelayProxy.start(this.#programs['delay-proxy'], server, rttMs);
    this.#proxies.set(key, starting);
    return this.#resources.use(await starting);
  }
}

async function nodePorts(namespace: TestNamespace): Promise<ReadonlyMap<number, Endpoint>> {
  const address = '{.items[0].status.addresses[?(@.type=="InternalIP")].address}';
  const ports = '{range .spec.ports[*]}{.port} {.nodePort}{"\\n"}{end}';
  const [node, lines] = await Promise.all([
    namespace.kubectl('get', 'nodes', `--output=jsonpath=${address}`),
    namespace.kubectl('get', 'service', 'server', `--output=jsonpath=${ports}`),
  ]);
  const pairs = lines
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  return new Map(pairs.map(([port = 0, nodePort = 0]) => [port, { address: node, port: nodePort }]));
}
