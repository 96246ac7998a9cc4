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
  /** Where new streams go, by the pod's key. */
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
    const tunnels = this.#current.get(keyOf(pod));
    this.#current.delete(keyOf(pod));
    tunnels?.retire();
  }

  /** Closes every tunnel; streams that are open fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new ProblemError('tunnelLost', 'The forward was stopped. Start it again.');
    this.#closed ??= closed;
    await Promise.all([...this.#all].map((tunnels) => tunnels.close(closed)));
  }

  #tunnelsTo(pod: PodRef): PodTunnels {
    const known = this.#current.get(keyOf(pod));
    if (known !== undefined) return known;
    const { clock, log } = this.#options;
    const onEmpty = (): void => {
      this.#all.delete(tunnels);
      if (this.#current.get(keyOf(pod)) === tunnels) this.#current.delete(keyOf(pod));
    };
    const tunnels = new PodTunnels({ pod, dialer: this.#dialer, clock, log, onEmpty });
    this.#current.set(keyOf(pod), tunnels);
    this.#all.add(tunnels);
    return tunnels;
  }
}

/** A pod found by its name alone has no uid, so the name counts as well. Only to be compared. */
function keyOf({ namespace, name, uid }: PodRef): string {
  return `${namespace}/${name}/${uid}`;
}
