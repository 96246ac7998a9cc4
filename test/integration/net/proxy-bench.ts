import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { ClusterStatus } from '../../../src-main/shared/catalog.ts';
import type { EngineHost } from '../../support/engine-host.ts';

type ClusterEntry = Record<string, unknown>;
type Failure = Extract<ClusterStatus, { phase: 'failed' }>;

/** A demo cluster, and kubeconfigs in which its cluster is reached in another way. */
export class ProxyBench implements AsyncDisposable {
  readonly demo: DemoCluster;
  readonly #folder: string;
  #files = 0;

  private constructor(demo: DemoCluster, folder: string) {
    this.demo = demo;
    this.#folder = folder;
  }

  static async start(): Promise<ProxyBench> {
    return new ProxyBench(await startDemoCluster(), await mkdtemp(join(tmpdir(), 'portolan-proxies-')));
  }

  /** The cluster's entry in the demo's own kubeconfig. */
  get cluster(): ClusterEntry {
    return entryOf(parse(this.demo.kubeconfig));
  }

  /** Writes the demo's kubeconfig with its cluster changed, and returns the file's name. */
  async kubeconfig(change: ClusterEntry, file = this.#newFile()): Promise<string> {
    const config: unknown = parse(this.demo.kubeconfig);
    Object.assign(entryOf(config), change);
    await writeFile(file, stringify(config));
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.demo[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true });
  }

  /** A name that no file has yet. */
  #newFile(): string {
    this.#files += 1;
    return join(this.#folder, `config-${this.#files}`);
  }
}

/** Connects to the context and resolves once that has failed. */
export async function failureOf(host: EngineHost): Promise<Failure> {
  using cleanup = new DisposableStack();
  const { promise, resolve } = Promise.withResolvers<Failure>();
  cleanup.defer(
    host.engine.clusters.onChanged(({ status }) => {
      if (status.phase === 'failed') resolve(status);
    }),
  );
  cleanup.use(host.engine.clusters.acquire('demo'));
  return await promise;
}

function entryOf(config: unknown): ClusterEntry {
  return (config as { clusters: [{ cluster: ClusterEntry }] }).clusters[0].cluster;
}
