import { EventEmitter } from 'node:events';

/** Who may not do what; `*` stands for everything. */
export interface AccessRule {
  /** `get`, `list`, `watch`, `create`, `patch`, `update`, `delete` or `*`. */
  readonly verb: string;
  /** `pods`, `pods/portforward`, `services` …, `*` for all of them, or a path that is none, such as `/apis`. */
  readonly resource: string;
  /** `*` for all of them and for what is in none; null for what is asked without a namespace. */
  readonly namespace: string | null;
}

/** An answer in place of the right one. */
export interface HttpAnswer {
  readonly code: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What becomes of requests for an upgrade. `strip` is a proxy that does not know SPDY: the request arrives without its
 * upgrade. `drop` closes the connection without an answer, `silent` keeps it open without one, `foreign` answers 101 to a
 * protocol that nobody asked for. An answer of one's own is a redirect (301 with `location`), an overloaded server (429
 * or 503 with `retry-after`) …
 */
export type UpgradeFault = 'none' | 'strip' | 'forbid' | 'drop' | 'silent' | 'foreign' | HttpAnswer;

interface FaultEvents {
  dropWatches: [];
  cutTunnels: [];
  goAway: [];
  blackHole: [boolean];
  connectionCut: [];
}

/** The switches with which a test, or a curious person, makes the demo cluster misbehave. All are off at first. */
export class Faults {
  /** Every request waits so long before it is looked at, in ms. */
  requestDelayMs = 0;
  /** Requests that are answered 403. */
  forbidden: readonly AccessRule[] = [];
  /** By the end of a path, how many of the next requests to it are answered 429, as of a kind that has just been made. */
  readonly busy = new Map<string, number>();
  /** So many of the next lists are answered 410. */
  expiredLists = 0;
  /** All requests, upgrades too, are answered so instead, `null` for as usual: an overloaded server (429, 503), a login proxy (200 with HTML). */
  answer: HttpAnswer | null = null;
  /** So many of the next requests are answered 401, whatever their token; upgrades count as requests. */
  unauthorizedRequests = 0;
  /** What becomes of direct SPDY upgrades. */
  spdyUpgrade: UpgradeFault = 'none';
  /** What becomes of upgrades to a WebSocket. */
  webSocketUpgrade: UpgradeFault = 'none';
  /** New tunnels are cut once so many bytes have passed in both directions together; null for never. */
  cutTunnelsAfterBytes: number | null = null;
  /**
   * How a stream ends after an error text: `reset` as from containerd 2.1 on, where data FIN comes before the text of a
   * refused dial, or `fin` as before, where the text comes first and both streams end in the orderly way (tunnel.md 2.3).
   */
  errorEnding: 'reset' | 'fin' = 'reset';

  // The network between clients and the API server, for the TCP connections made from now on.

  /** Added to every round trip, in ms; TCP's own handshake costs one too. */
  roundTripMs = 0;
  /** How many bytes pass in each direction of a connection; null for no limit. */
  bytesPerSecond: number | null = null;
  /** A connection on which nothing passes for so long is reset, as by a load balancer; null for never. */
  idleTimeoutMs: number | null = null;
  /** Connections are reset once exactly so many bytes, TLS's own among them, have passed in both directions together; null: none, of those already made either. */
  cutConnectionsAfterBytes: number | null = null;

  /** Emits the faults that happen at once, and that a connection was cut after its bytes. */
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
    this.unauthorizedRequests = 0;
    this.spdyUpgrade = 'none';
    this.webSocketUpgrade = 'none';
    this.cutTunnelsAfterBytes = null;
    this.errorEnding = 'reset';
    this.roundTripMs = 0;
    this.bytesPerSecond = null;
    this.idleTimeoutMs = null;
    this.cutConnectionsAfterBytes = null;
    this.blackHoleTunnels = false;
  }
}
