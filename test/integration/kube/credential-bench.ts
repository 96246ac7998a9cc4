import { problemOf } from '../../../src-main/shared/problem.ts';
import type { Problem } from '../../../src-main/shared/problem.ts';
import { openBench, testFolder } from './kube-bench.ts';
import { RecordingServer } from './recording-server.ts';

type Client = Awaited<ReturnType<CredentialBench['clientFor']>>['client'];

/** Servers that record who asks, and clients of them by kubeconfigs in a folder of its own. */
export class CredentialBench implements AsyncDisposable {
  readonly stack = new AsyncDisposableStack();
  readonly folder: Awaited<ReturnType<typeof testFolder>>;

  private constructor(folder: Awaited<ReturnType<typeof testFolder>>) {
    this.folder = this.stack.use(folder);
  }

  static async open(): Promise<CredentialBench> {
    return new CredentialBench(await testFolder());
  }

  /** With a certificate it speaks TLS. */
  async start(tls: { cert: string; key: string } | null = null): Promise<RecordingServer> {
    return this.stack.use(await RecordingServer.start(tls));
  }

  /** A client of a context with this cluster and user. */
  async clientFor(cluster: object, user: object, env: Record<string, string> = {}) {
    const config = {
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    };
    const kubeconfig = await this.folder.write('config', JSON.stringify(config));
    const { clusters } = this.stack.use(await openBench({ kubeconfig, env }));
    const { client, health } = this.stack.use(clusters.acquire('c'));
    await health.check();
    return { client, health };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stack.disposeAsync();
  }
}

export function ask(client: Client): Promise<unknown> {
  return client.json('/version', AbortSignal.timeout(5_000));
}

/** Null where the server answers. */
export function problemOfAsking(client: Client): Promise<Problem | null> {
  return ask(client).then(() => null, problemOf);
}
