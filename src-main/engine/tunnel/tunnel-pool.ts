import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { UpgradeAccess } from '../kube/upgrade-access.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Transport } from '../../shared/transport.ts';
import { OverrunBudget } from './overrun-budget.ts';
import { podKey } from './pod-key.ts';
import type { Opening, PodDialer, PodStream } from './pod-stream.ts';
import { PodTunnels } from './pod-tunnels.ts';
import { TransportMemory } from './transport-memory.ts';
import { TransportChanged, TunnelDialer } from './tunnel-dialer.ts';
import { V4Streams } from './v4-streams.ts';

export interface TunnelPoolOptions {
  readonly access: UpgradeAccess;
  readonly clock: Clock;
  readonly log: Log;
  /** What is known of the context's servers from earlier pools. */
  readonly memory?: TransportMemory;
  /** The only transport to use; the best one where it is not told. */
  readonly transport?: Transport | undefined;
}

/** All tunnels of one context, by the pod they lead to. */
export class TunnelPool implements PodDialer {
  readonly #options: TunnelPoolOptions;
  readonly #dialer: TunnelDialer;
  readonly #v4: V4Streams;
  readonly #budget = new OverrunBudget();
  /** Where new streams go, by the pod's key. */
  readonly #current = new Map<string, PodTunnels>();
  /** Those and the retired ones whose streams still run. */
  readonly #all = new Set<PodTunnels>();
  #closed: Error | null = null;

  constructor(options: TunnelPoolOptions) {
    this.#options = options;
    const { memory = new TransportMemory(), transport = null } = options;
    this.#dialer = new TunnelDialer({ ...options, memory, transport });
    this.#v4 = new V4Streams(this.#dialer, options.clock);
  }

  get transport(): Transport | null {
    return this.#dialer.transport;
  }

  async dial(pod: PodRef, opening: Opening, signal: AbortSignal): Promise<PodStream> {
    for (let again = true; ; again = false) {
      if (this.#closed !== null) throw this.#closed;
      try {
        if (this.transport === 'v4') return await this.#v4.dial(pod, opening, signal);
        return await this.#tunnelsTo(pod).dial(opening, signal);
      } catch (error) {
        if (!again || !(error instanceof TransportChanged)) throw error;
      }
    }
  }

  warm(pod: PodRef): void {
    if (this.#closed === null && this.transport !== 'v4') this.#tunnelsTo(pod).warm();
  }

  retire(pod: PodRef): void {
    const tunnels = this.#current.get(podKey(pod));
    this.#current.delete(podKey(pod));
    tunnels?.retire();
  }

  abandon(pod: PodRef): void {
    this.retire(pod);
    for (const tunnels of this.#all) if (podKey(tunnels.pod) === podKey(pod)) tunnels.abandon();
    this.#v4.abandon(pod);
  }

  /** The computer woke up or its network changed: no tunnel or v4 connection is trusted before it has answered. */
  doubt(): void {
    for (const tunnels of this.#all) tunnels.doubt();
    this.#v4.doubt();
  }

  /** The context leads elsewhere or is used as someone else: new streams get new tunnels. */
  renew(): void {
    for (const tunnels of this.#current.values()) tunnels.renew();
  }

  /** Closes every tunnel; streams that are open fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new ProblemError('tunnelLost', message('tunnel.forwardStopped'));
    this.#closed ??= closed;
    await Promise.all([...[...this.#all].map((tunnels) => tunnels.close(closed)), this.#v4.close(closed)]);
    await this.#dialer[Symbol.asyncDispose]();
  }

  #tunnelsTo(pod: PodRef): PodTunnels {
    const known = this.#current.get(podKey(pod));
    if (known !== undefined) return known;
    const { clock, log } = this.#options;
    const onEmpty = (): void => {
      this.#all.delete(tunnels);
      if (this.#current.get(podKey(pod)) === tunnels) this.#current.delete(podKey(pod));
    };
    const tunnels = new PodTunnels({ pod, dialer: this.#dialer, clock, log, budget: this.#budget, onEmpty });
    this.#current.set(podKey(pod), tunnels);
    this.#all.add(tunnels);
    return tunnels;
  }
}
