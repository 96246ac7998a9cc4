import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { UpgradeAccess } from '../kube/upgrade-access.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { PodDialer, PodStream, StreamHandlers } from './pod-stream.ts';
import { PodTunnels } from './pod-tunnels.ts';
import { TunnelDialer } from './tunnel-dialer.ts';

export interface TunnelPoolOptions {
  readonly access: UpgradeAccess;
  readonly clock: Clock;
  readonly log: Log;
}

/** All tunnels of one context, by the pod they lead to. */
export class TunnelPool implements PodDialer {
  readonly #options: TunnelPoolOptions;
  readonly #dialer: TunnelDialer;
  /** Where new streams go, by the uid of the pod. */
  readonly #current = new Map<string, PodTunnels>();
  /** Those and the retired ones whose streams still run. */
  readonly #all = new Set<PodTunnels>();
  #closed: Error | null = null;

  constructor(options: TunnelPoolOptions) {
    this.#options = options;
    this.#dialer = new TunnelDialer(options);
  }

  async dial(
    pod: PodRef,
    port: number,
    first: Buffer | null,
    handlers: StreamHandlers,
    signal: AbortSignal,
  ): Promise<PodStream> {
    if (this.#closed !== null) throw this.#closed;
    return this.#tunnelsTo(pod).dial(port, first, handlers, signal);
  }

  warm(pod: PodRef): void {
    if (this.#closed === null) this.#tunnelsTo(pod).warm();
  }

  retire(pod: PodRef): void {
    const tunnels = this.#current.get(pod.uid);
    this.#current.delete(pod.uid);
    tunnels?.retire();
  }

  /** Closes every tunnel; streams that are open fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new ProblemError('tunnelLost', 'The forward was stopped. Start it again.');
    this.#closed ??= closed;
    await Promise.all([...this.#all].map((tunnels) => tunnels.close(closed)));
  }

  #tunnelsTo(pod: PodRef): PodTunnels {
    const known = this.#current.get(pod.uid);
    if (known !== undefined) return known;
    const { clock, log } = this.#options;
    const onEmpty = (): void => {
      this.#all.delete(tunnels);
      if (this.#current.get(pod.uid) === tunnels) this.#current.delete(pod.uid);
    };
    const tunnels = new PodTunnels({ pod, dialer: this.#dialer, clock, log, onEmpty });
    this.#current.set(pod.uid, tunnels);
    this.#all.add(tunnels);
    return tunnels;
  }
}
