import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import type { ComponentName } from '../cluster/components.ts';
import { DetachedProcess } from '../cluster/detached-process.ts';
import { lock } from '../cluster/lock.ts';
import { files } from '../cluster/work-folder.ts';

/** Both end themselves where what they knew before an API server's death does not fit what they see after it. */
const supervised: readonly ComponentName[] = ['kube-scheduler', 'kube-controller-manager'];
const lookEveryMs = 500;

/** Starts again what ends by itself, as every cluster has somebody to do. */
export class Supervisor implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #ended = new AbortController();
  readonly #watching: Promise<void>;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#watching = cluster.isOwn ? this.#watch() : Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      for (const name of supervised) if (!isRunning(name)) await this.#revive(name);
      await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #revive(name: ComponentName): Promise<void> {
    await using stack = new AsyncDisposableStack();
    stack.use(await lock(files.lock));
    // Somebody else who starts the cluster may have been faster.
    if (!isRunning(name)) await this.#cluster.start(name);
  }
}

function isRunning(name: ComponentName): boolean {
  return new DetachedProcess(name).running !== undefined;
}
