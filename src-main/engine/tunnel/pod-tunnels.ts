import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { problemOf } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import { onAbort } from './deadline.ts';
import type { OverrunBudget } from './overrun-budget.ts';
import type { Opening, PodStream } from './pod-stream.ts';
import type { TunnelDialer } from './tunnel-dialer.ts';
import { calmTunnel, chooseTunnel, hardCap, shareTunnel, tunnelCap } from './tunnel-choice.ts';
import { Tunnel } from './tunnel.ts';
import type { Wire } from './wire.ts';

export interface PodTunnelsOptions {
  readonly pod: PodRef;
  readonly dialer: TunnelDialer;
  readonly clock: Clock;
  readonly log: Log;
  readonly budget: OverrunBudget;
  /** Nothing is left: no tunnel, no dial, nobody waiting. */
  readonly onEmpty: () => void;
}

/** A dial that takes longer than so keeps nobody waiting while a tunnel is there that can be shared. */
const patienceMs = 500;
const sweepMs = 30_000;
const surplusIdleMs = 60_000;
/** A pod that nobody has asked for so long needs no spare. */
const spareMs = 30 * 60_000;
/** A tunnel that dies younger is not replaced in advance: that could go on for ever. */
const worthReplacingMs = 10_000;

interface Waiting {
  readonly port: number;
  serve(tunnel: Tunnel): void;
  fail(error: Error): void;
}

/**
 * The tunnels to one pod. A connection gets a tunnel of its own while there are few, so that a stalled one blocks
 * nobody; one spare stays dialled, so that a new connection costs one round trip instead of a dial.
 */
export class PodTunnels {
  readonly #options: PodTunnelsOptions;
  readonly #tunnels = new Map<Tunnel, { readonly since: number }>();
  readonly #waiting = new Set<Waiting>();
  readonly #ended = new AbortController();
  readonly #dials = new Set<Promise<void>>();
  /** Those of them that were started for a client. */
  #clientDials = 0;
  #retired = false;
  #lastUsed = 0;
  #sweep: Disposable | null = null;
  #patience: Disposable | null = null;

  constructor(options: PodTunnelsOptions) {
    this.#options = options;
  }

  get pod(): PodRef {
    return this.#options.pod;
  }

  dial(opening: Opening, signal: AbortSignal): Promise<PodStream> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const waiting: Waiting = {
        port: opening.port,
        serve: (tunnel) => {
          aborted[Symbol.dispose]();
          resolve(tunnel.open(opening));
        },
        fail: (error) => {
          aborted[Symbol.dispose]();
          reject(error);
        },
      };
      const aborted = onAbort(signal, () => {
        this.#waiting.delete(waiting);
        reject(signal.reason as Error);
      });
      this.#waiting.add(waiting);
      this.warm();
    });
  }

  warm(): void {
    this.#lastUsed = this.#options.clock.now();
    this.#look();
  }

  /** The network may have changed: every tunnel is asked for a sign of life, and another is dialled meanwhile. */
  doubt(): void {
    for (const tunnel of this.#tunnels.keys()) tunnel.doubt();
    this.#look();
  }

  /** The cluster is reached as someone else now: new streams get new tunnels, running ones go on. */
  renew(): void {
    for (const tunnel of [...this.#tunnels.keys()]) tunnel.retire();
    this.#look();
  }

  /** Serves those who wait, then takes no more; closes with its last stream. */
  retire(): void {
    this.#retired = true;
    for (const tunnel of this.#tunnels.keys()) tunnel.retire();
    this.#look();
  }

  /** Nothing runs in the pod any more. */
  abandon(): void {
    for (const tunnel of this.#tunnels.keys()) tunnel.abandon();
  }

  /** Closes every tunnel now; resolves once the dials in flight have ended too. */
  async close(reason: Error): Promise<void> {
    this.#retired = true;
    this.#ended.abort(reason);
    this.#failAll(reason);
    for (const tunnel of [...this.#tunnels.keys()]) tunnel[Symbol.dispose]();
    await Promise.all(this.#dials);
  }

  /** Whatever has changed: serve, dial, and see whether anything is left. */
  #look(): void {
    this.#serve();
    this.#replenish();
    this.#limitWaiting();
    this.#tidy();
  }

  #limitWaiting(): void {
    if (this.#waiting.size === 0 || this.#patience !== null) return;
    this.#patience = this.#options.clock.after(patienceMs, () => {
      this.#patience = null;
      this.#share(calmTunnel);
      this.#limitWaiting();
    });
  }

  #serve(): void {
    for (const waiting of this.#waiting) {
      const tunnel = chooseTunnel(this.#usable(), this.#waiting.size, this.#dials.size);
      if (tunnel === null) return;
      this.#waiting.delete(waiting);
      waiting.serve(tunnel);
    }
  }

  /** Dials for those who wait, and one spare. */
  #replenish(): void {
    if (this.#ended.signal.aborted) return;
    const usable = this.#usable();
    const idle = usable.filter((tunnel) => tunnel.load === 0).length;
    const wanted = this.#waiting.size + (this.#wantsSpare() ? 1 : 0) - idle;
    const live = [...this.#tunnels.keys()].filter((tunnel) => tunnel.live).length;
    const room = Math.min(tunnelCap(usable) - usable.length, hardCap - live);
    // A dial in advance cannot be answered by v4, so that on a server not yet known no client waits for it alone.
    const lacksClientDial = this.#waiting.size > 0 && this.#clientDials === 0 && this.#tunnels.size === 0;
    const missing = Math.max(Math.min(wanted, room) - this.#dials.size, lacksClientDial ? 1 : 0);
    for (let count = missing; count > 0; count -= 1) this.#startDial();
  }

  /** Not while the first dial may yet fail: one refusal is enough for the server and for the user's log. */
  #wantsSpare(): boolean {
    const proven = this.#tunnels.size > 0 || this.#waiting.size === 0;
    return proven && !this.#retired && this.#options.clock.now() - this.#lastUsed < spareMs;
  }

  #tidy(): void {
    if (this.#tunnels.size + this.#dials.size + this.#waiting.size > 0) {
      this.#sweep ??= this.#options.clock.after(sweepMs, () => this.#sweepIdle());
      return;
    }
    this.#sweep?.[Symbol.dispose]();
    this.#sweep = null;
    this.#patience?.[Symbol.dispose]();
    this.#patience = null;
    this.#options.onEmpty();
  }

  #startDial(): void {
    const { pod, dialer } = this.#options;
    const [waiting] = this.#waiting;
    const clients = waiting === undefined ? 0 : 1;
    const over = (): void => {
      this.#dials.delete(dial);
      this.#clientDials -= clients;
    };
    const dial = dialer.dial(pod, waiting?.port ?? null, this.#ended.signal).then(
      (wire) => {
        over();
        this.#dialled(wire);
      },
      (error: unknown) => {
        over();
        this.#dialFailed(error instanceof Error ? error : new Error(String(error)));
      },
    );
    this.#dials.add(dial);
    this.#clientDials += clients;
  }

  #dialled(wire: Wire): void {
    const { pod, clock, log, budget } = this.#options;
    if (this.#ended.signal.aborted) {
      wire.close();
      this.#tidy();
      return;
    }
    const onChanged = (): void => this.#changed(tunnel);
    const tunnel: Tunnel = new Tunnel({ wire, pod, clock, log, budget, onChanged });
    this.#tunnels.set(tunnel, { since: clock.now() });
    this.#serve();
    if (this.#retired) tunnel.retire();
    this.#look();
  }

  #dialFailed(error: Error): void {
    this.#options.log.debug(`no tunnel to pod ${this.#options.pod.name}: ${problemOf(error).message}`);
    // While another tunnel is there or on its way for a client, it serves those who wait.
    if (this.#dials.size === 0 || (this.#clientDials === 0 && this.#tunnels.size === 0)) {
      this.#share(shareTunnel);
      this.#failAll(error);
    }
    this.#tidy();
  }

  #share(choose: (usable: readonly Tunnel[]) => Tunnel | null): void {
    for (const waiting of this.#waiting) {
      const tunnel = choose(this.#usable());
      if (tunnel === null) return;
      this.#waiting.delete(waiting);
      waiting.serve(tunnel);
    }
  }

  #failAll(error: Error): void {
    for (const waiting of this.#waiting) {
      this.#waiting.delete(waiting);
      waiting.fail(error);
    }
  }

  #changed(tunnel: Tunnel): void {
    const since = this.#tunnels.get(tunnel)?.since ?? 0;
    if (tunnel.closed) this.#tunnels.delete(tunnel);
    const diedYoung = tunnel.closed && this.#options.clock.now() - since < worthReplacingMs;
    if (diedYoung && this.#waiting.size === 0) this.#tidy();
    else this.#look();
  }

  #usable(): Tunnel[] {
    return [...this.#tunnels.keys()].filter((tunnel) => tunnel.usable);
  }

  /** Surplus spares go after a minute, the last one after half an hour without use. */
  #sweepIdle(): void {
    const now = this.#options.clock.now();
    const idle = this.#usable().filter((tunnel) => tunnel.idleSince !== null);
    idle.forEach((tunnel, index) => {
      const spare = index === 0 && this.#wantsSpare();
      if (!spare && tunnel.idleSince !== null && now - tunnel.idleSince >= surplusIdleMs) tunnel.retire();
    });
    this.#sweep = null;
    this.#look();
  }
}
