import type { Log } from '../../src-main/engine/log.ts';
import type { Endpoint, SessionState } from '../../src-main/shared/session.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import type { PortTraffic } from '../../src-main/shared/traffic.ts';
import type { Transport } from '../../src-main/shared/transport.ts';
import { testServerPorts } from '../cluster/test-server.ts';
import { ConformanceNamespace } from '../conformance/conformance-cluster.ts';
import { EngineHost, type ForwardWish } from '../support/engine-host.ts';
import type { NetworkPath } from '../support/network-path.ts';
import { RelayedKubeconfig } from '../support/relayed-kubeconfig.ts';

/** A port of the test server in the pods of a case, forwarded. */
export interface ForwardedPort {
  readonly forward: Forward;
  readonly endpoint: Endpoint;
  readonly state: () => SessionState;
  readonly traffic: () => PortTraffic;
}

/** What a case needs: the test server in pods of a namespace of its own, an engine, and a path between them that can break. */
export class CaseBed implements AsyncDisposable {
  readonly namespace: ConformanceNamespace;
  readonly host: EngineHost;
  readonly path: NetworkPath;
  readonly #stack: AsyncDisposableStack;

  private constructor(
    namespace: ConformanceNamespace,
    host: EngineHost,
    path: NetworkPath,
    stack: AsyncDisposableStack,
  ) {
    this.namespace = namespace;
    this.host = host;
    this.path = path;
    this.#stack = stack;
  }

  static async open(
    kubeconfigPath: string,
    options: { readonly transport: Transport; readonly log?: Log },
  ): Promise<CaseBed> {
    await using stack = new AsyncDisposableStack();
    const namespace = stack.use(
      await ConformanceNamespace.create({
        kubeconfigPath,
        forbiddenKubeconfigPath: () => Promise.resolve(kubeconfigPath),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
    );
    const relayed = stack.use(await RelayedKubeconfig.open(kubeconfigPath));
    const host = stack.use(await EngineHost.start(relayed.file, options));
    return new CaseBed(namespace, host, relayed.path, stack.move());
  }

  /** Forwards a port of the lone pod, or of another target; resolves when a ready pod is known. */
  async forward(
    port: keyof typeof testServerPorts | number,
    change: Partial<ForwardWish> = {},
  ): Promise<ForwardedPort> {
    const { host, namespace } = this;
    const remote = typeof port === 'number' ? port : testServerPorts[port];
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'pod/lone',
      ports: [`:${remote}`],
      ...change,
    });
    return {
      forward,
      endpoint: host.endpoint(forward),
      state: () => host.engine.forwards.state(forward.id),
      traffic: () => {
        const [traffic] = host.engine.forwards.traffic().find(({ id }) => id === forward.id)?.ports ?? [];
        if (traffic === undefined) throw new Error('the forward has no port');
        return traffic;
      },
    };
  }

  /** Deletes a pod as `kubectl delete pod --wait=false` does. */
  async deletePod(name: string): Promise<void> {
    await this.namespace.client.object('DELETE', this.namespace.path('pods', `/${name}`));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
