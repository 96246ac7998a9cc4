import type { ClusterStatus } from '../../shared/catalog.ts';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { ClusterHealth, isClusterFault } from './cluster-health.ts';
import { KubeClient } from './kube-client.ts';
import type { KubeContexts } from './kube-contexts.ts';
import { RefusalError } from './kube-problem.ts';
import { SharedWatches } from './shared-watches.ts';

export interface ClustersOptions {
  readonly contexts: KubeContexts;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A counted use of a cluster's client; the cluster closes with the last one. */
export interface ClusterLease extends Disposable {
  readonly client: KubeClient;
  readonly watches: SharedWatches;
  readonly health: ClusterHealth;
}

interface OpenCluster extends Omit<ClusterLease, keyof Disposable> {
  users: number;
}

/** The clusters in use: one client, one set of watches and one truth about its health for each context. */
export class Clusters implements AsyncDisposable {
  readonly #options: ClustersOptions;
  readonly #open = new Map<string, OpenCluster>();
  readonly #changed = new Emitter<{ context: string; status: ClusterStatus }>();
  readonly #stopListening: () => void;

  constructor(options: ClustersOptions) {
    this.#options = options;
    this.#stopListening = options.contexts.onAccessChanged((context) => {
      const cluster = this.#open.get(context);
      if (cluster) void cluster.client.reopen().then(() => cluster.health.checkAnew());
    });
  }

  readonly onChanged: Listen<{ context: string; status: ClusterStatus }> = this.#changed.listen;

  /** One for each context; `idle` where nothing uses it. */
  statuses(): readonly { context: string; status: ClusterStatus }[] {
    return this.#options.contexts.list().map(({ name }) => ({
      context: name,
      status: this.#open.get(name)?.health.status ?? { phase: 'idle' },
    }));
  }

  /** Tries a failed cluster now. */
  retry(context: string): void {
    const cluster = this.#open.get(context);
    cluster?.health.retry();
    cluster?.watches.nudge();
  }

  /** The computer woke up or its network changed: no connection is trusted. */
  nudge(): void {
    for (const { health, watches } of this.#open.values()) {
      void health.check();
      watches.nudge();
    }
  }

  /** Throws `contextMissing`. */
  acquire(context: string): ClusterLease {
    const cluster = this.#open.get(context) ?? this.#start(context);
    cluster.users += 1;
    let isHeld = true;
    return {
      client: cluster.client,
      watches: cluster.watches,
      health: cluster.health,
      [Symbol.dispose]: () => {
        if (!isHeld) return;
        isHeld = false;
        cluster.users -= 1;
        if (cluster.users === 0 && this.#open.get(context) === cluster) {
          this.#open.delete(context);
          void close(cluster);
          this.#changed.emit({ context, status: { phase: 'idle' } });
        }
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopListening();
    const clusters = [...this.#open.values()];
    this.#open.clear();
    this.#changed[Symbol.dispose]();
    await Promise.all(clusters.map(close));
  }

  #start(context: string): OpenCluster {
    const { contexts, env, clock, log } = this.#options;
    if (!contexts.list().some(({ name }) => name === context)) throw contextMissing(context);
    const client = new KubeClient({ context, access: () => contexts.access(context), env, clock });
    const health = new ClusterHealth({ context, probe: (signal) => version(client, signal), clock, log });
    client.onOutcome((outcome) => {
      if (outcome.kind === 'answered') health.heard();
      else if (isClusterFault(outcome.error.problem.code)) health.failed(outcome.error.problem);
    });
    const watches = new SharedWatches({ client, health, clock });
    const cluster = { client, health, watches, users: 0 };
    this.#open.set(context, cluster);
    health.onChanged((status) => this.#changed.emit({ context, status }));
    void health.check();
    return cluster;
  }
}

async function close({ client, health, watches }: OpenCluster): Promise<void> {
  watches[Symbol.dispose]();
  health[Symbol.dispose]();
  await client[Symbol.asyncDispose]();
}

async function version(client: KubeClient, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await client.json('/version', signal);
    const known = typeof answer === 'object' && answer !== null && 'gitVersion' in answer;
    return known ? String(answer.gitVersion) : null;
  } catch (error) {
    // Hardened clusters hide their version; that they refuse it shows that they are there.
    if (error instanceof RefusalError && error.problem.code === 'forbidden') return null;
    throw error;
  }
}

export function contextMissing(context: string): ProblemError {
  return new ProblemError('contextMissing', message('cluster.contextMissing', { context }));
}
