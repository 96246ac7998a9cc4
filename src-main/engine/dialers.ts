import type { Clock } from './clock.ts';
import type { DialerLease } from './forwards/session-world.ts';
import type { ClusterLease, Clusters } from './kube/clusters.ts';
import type { Log } from './log.ts';
import { TunnelPool } from './tunnel/tunnel-pool.ts';

interface DialersOptions {
  readonly clusters: Clusters;
  readonly clock: Clock;
  readonly log: Log;
}

interface OpenPool {
  readonly cluster: ClusterLease;
  readonly pool: TunnelPool;
  users: number;
}

/** One tunnel pool for each context, shared by its sessions and closed with the last of them. */
export class Dialers {
  readonly #options: DialersOptions;
  readonly #open = new Map<string, OpenPool>();

  constructor(options: DialersOptions) {
    this.#options = options;
  }

  /** Throws `contextMissing`. */
  acquire(context: string): DialerLease {
    const open = this.#open.get(context) ?? this.#start(context);
    open.users += 1;
    // Disposed once by the session's stack, which is idempotent.
    return { dialer: open.pool, [Symbol.asyncDispose]: () => this.#release(context, open) };
  }

  #start(context: string): OpenPool {
    const { clusters, clock, log } = this.#options;
    const cluster = clusters.acquire(context);
    const pool = new TunnelPool({ access: cluster.client, clock, log });
    const open = { cluster, pool, users: 0 };
    this.#open.set(context, open);
    return open;
  }

  async #release(context: string, open: OpenPool): Promise<void> {
    open.users -= 1;
    if (open.users > 0) return;
    this.#open.delete(context);
    await open.pool[Symbol.asyncDispose]();
    open.cluster[Symbol.dispose]();
  }
}
