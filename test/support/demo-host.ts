import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DemoCluster, type DemoOptions, startDemoCluster } from '../../src-main/demo/demo-cluster.ts';
import { ClusterClient } from '../conformance/cluster-client.ts';
import { SpdyClient } from '../conformance/spdy-client.ts';
import { tunnelHandshake, webSocketDuplex } from '../conformance/web-socket-duplex.ts';

const quick = { startMs: 20, readyMs: 10, terminationMs: 20 };

/** A demo cluster with its kubeconfig in a file, and a plain client for it. */
export class DemoHost implements AsyncDisposable {
  readonly demo: DemoCluster;
  readonly kubeconfigPath: string;
  readonly #stack: AsyncDisposableStack;

  private constructor(demo: DemoCluster, kubeconfigPath: string, stack: AsyncDisposableStack) {
    this.demo = demo;
    this.kubeconfigPath = kubeconfigPath;
    this.#stack = stack;
  }

  /** Pods are quick unless told otherwise; resolves when those of the shop are ready. */
  static async start(options: DemoOptions = {}): Promise<DemoHost> {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'portolan-demo-'));
    stack.defer(() => rm(folder, { recursive: true }));
    const demo = stack.use(await startDemoCluster({ ...options, times: { ...quick, ...options.times } }));
    const kubeconfigPath = join(folder, 'kubeconfig.yaml');
    await writeFile(kubeconfigPath, demo.kubeconfig, { mode: 0o600 });
    await demo.readyPods('shop', 'web', 2);
    return new DemoHost(demo, kubeconfigPath, stack.move());
  }

  /** A client with the kubeconfig as it was at the start, or with another token. */
  client(token?: string): ClusterClient {
    return new ClusterClient(this.kubeconfigPath, token);
  }

  /** The name of one of the shop's web pods that is ready. */
  async webPod(): Promise<string> {
    const [pod] = await this.demo.readyPods('shop', 'web', 2);
    return pod?.metadata.name ?? '';
  }

  /** A tunnel to a pod of the shop; throws what it is refused with. */
  async tunnel(pod: string, transport: 'SPDY' | 'WebSocket' = 'SPDY'): Promise<SpdyClient> {
    const path = `/api/v1/namespaces/shop/pods/${pod}/portforward`;
    const direct = {
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
    };
    const isDirect = transport === 'SPDY';
    const answer = await this.client().upgrade(
      isDirect ? 'POST' : 'GET',
      path,
      isDirect ? direct : tunnelHandshake(),
    );
    if (!answer.socket) throw new Error(`${answer.code} ${answer.body.trim()}`);
    return new SpdyClient(isDirect ? answer.socket : webSocketDuplex(answer.socket));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
