import type { Transport } from '../shared/transport.ts';
import type { Clock } from './clock.ts';
import type { DialerLease } from './forwards/session-world.ts';
import type { ClusterLease, Clusters } from './kube/clusters.ts';
import type { Log } from './log.ts';
import { TransportMemory } from './tunnel/transport-memory.ts';
import { TunnelPool } from './tunnel/tunnel-pool.ts';

interface DialersOptions {
  readonly clusters: Clusters;
  readonly clock: Clock;
  readonly log: Log;
  /** The only transport to use; the best one where it is not told. */
  readonly transport: Transport | undefined;
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
  /** By context; outlives the pools. */
  readonly #memories = new Map<string, TransportMemory>();

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

  /** The computer woke up or its network changed. */
  nudge(): void {
    for (const memory of this.#memories.values()) memory.nudge();
    for (const { pool } of this.#open.values()) pool.doubt();
  }

  /** The kubeconfig changed for this context. */
  renew(context: string): void {
    this.#open.get(context)?.pool.renew();
  }

  #start(context: string): OpenPool {
    const { clusters, clock, log, transport } = this.#options;
    const cluster = clusters.acquire(context);
    const memory = this.#memories.get(context) ?? new TransportMemory();
    this.#memories.set(context, memory);
    const pool = new TunnelPool({ access: cluster.client, clock, log, memory, transport });
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
