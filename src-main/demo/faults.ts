import { EventEmitter } from 'node:events';

/** Who may not do what; `*` stands for everything. */
export interface AccessRule {
  /** `get`, `list`, `watch`, `create`, `patch`, `update`, `delete` or `*`. */
  readonly verb: string;
  /** `pods`, `pods/portforward`, `services` … or `*`. */
  readonly resource: string;
  /** `*` for all of them and for what is in none; null for what is asked without a namespace. */
  readonly namespace: string | null;
}

/**
 * What becomes of requests for an upgrade. `strip` is a proxy that does not know SPDY: the request arrives without its
 * upgrade. `drop` closes the connection without an answer.
 */
export type UpgradeFault = 'none' | 'strip' | 'forbid' | 'drop';

interface FaultEvents {
  dropWatches: [];
  cutTunnels: [];
  goAway: [];
  blackHole: [boolean];
}

/** The switches with which a test, or a curious person, makes the demo cluster misbehave. All are off at first. */
export class Faults {
  /** Every request waits so long before it is looked at, in ms. */
  requestDelayMs = 0;
  /** Requests that are answered 403. */
  forbidden: readonly AccessRule[] = [];
  /** So many of the next lists are answered 410. */
  expiredLists = 0;
  /** Requests are answered so instead, `null` for as usual: an overloaded server (429, 503), a login proxy (200 with HTML). */
  answer: {
    readonly code: number;
    readonly body: string;
    readonly headers?: Readonly<Record<string, string>>;
  } | null = null;
  /** What becomes of direct SPDY upgrades. */
  spdyUpgrade: UpgradeFault = 'none';
  /** What becomes of upgrades to a WebSocket. */
  webSocketUpgrade: UpgradeFault = 'none';
  /** New tunnels are cut once so many bytes have passed in both directions together; null for never. */
  cutTunnelsAfterBytes: number | null = null;

  /** Emits the faults that happen at once. */
  readonly events = new EventEmitter<FaultEvents>().setMaxListeners(0);
  #blackHole = false;

  /** While true, nothing passes through any tunnel in either direction, and none is closed. */
  get blackHoleTunnels(): boolean {
    return this.#blackHole;
  }

  set blackHoleTunnels(on: boolean) {
    this.#blackHole = on;
    this.events.emit('blackHole', on);
  }

  /** Ends all watches now, in the orderly way of a server that has reached its time limit. */
  dropWatches(): void {
    this.events.emit('dropWatches');
  }

  /**
   * Cuts all tunnels now, as when the way to the node breaks. A direct tunnel ends at once; one inside a WebSocket shows
   * it only when its client next sends something, as through the real API server (tunnel.md 1.4).
   */
  cutTunnels(): void {
    this.events.emit('cutTunnels');
  }

  /** Sends GOAWAY on all tunnels. */
  goAway(): void {
    this.events.emit('goAway');
  }

  /** Takes all switches back; what was cut stays cut. */
  reset(): void {
    this.requestDelayMs = 0;
    this.forbidden = [];
    this.expiredLists = 0;
    this.answer = null;
    this.spdyUpgrade = 'none';
    this.webSocketUpgrade = 'none';
    this.cutTunnelsAfterBytes = null;
    this.blackHoleTunnels = false;
  }
}
