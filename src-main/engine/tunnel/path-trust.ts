import type { Clock } from '../clock.ts';
import { activeQuietMs, Heartbeat, type Pulse } from './heartbeat.ts';
import type { ReadPressure } from './read-pressure.ts';
import type { StreamTable } from './stream-table.ts';
import type { Wire } from './wire.ts';

export interface PathTrustOptions {
  readonly clock: Clock;
  readonly wire: Wire;
  readonly streams: StreamTable;
  readonly pressure: ReadPressure;
  /** Sends a PING; returns its id. */
  readonly ask: () => number;
  /** It has answered after it was in doubt or late. */
  readonly onTrusted: () => void;
  readonly onDead: () => void;
}

/** A wire that has not answered for so long takes no new streams: they wait for it, or for another. */
const overdueMs = 1_000;
/** A WebSocket tunnel hides the death of its upstream until the client sends something (tunnel.md, 1.4). */
const idleQuietMs = { spdy: 10_000, websocket: 5_000 } as const;

/** Whether a tunnel's wire still leads somewhere, as far as that was seen. */
export class PathTrust implements Pulse, Disposable {
  readonly #options: PathTrustOptions;
  readonly #heartbeat: Heartbeat;
  #received = 0;
  /** When a silent wire was asked for a sign of life, in milliseconds since the epoch; null once there was one. */
  #askedAt: number | null = null;
  /** The ping whose answer shows that the path still leads somewhere; null while that is not in doubt. */
  #doubted: number | null = null;

  constructor(options: PathTrustOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat(options.clock, this);
  }

  /** False while what is sent now may be lost with the tunnel. */
  get isTrusted(): boolean {
    return this.#doubted === null && !this.#isOverdue;
  }

  /** Bytes came. */
  heard(bytes: number): void {
    this.#received += bytes;
    if (this.#askedAt === null) return;
    const wasOverdue = this.#isOverdue;
    this.#askedAt = null;
    if (wasOverdue) this.#options.onTrusted();
  }

  /** The server has answered this PING of ours. */
  answered(id: number): void {
    if (this.#doubted === null || id < this.#doubted) return;
    this.#doubted = null;
    this.#options.onTrusted();
  }

  /** The network may have changed: it has a short time to answer. */
  doubt(): void {
    // What lies in the socket's buffer from before is no answer.
    this.#doubted = this.#options.ask();
    this.#heartbeat.doubt();
  }

  /** A first stream has come: silence is now noticed sooner. */
  restart(): void {
    this.#heartbeat.restart();
  }

  [Symbol.dispose](): void {
    this.#heartbeat[Symbol.dispose]();
  }

  // What the heartbeat asks for.

  get received(): number {
    return this.#received;
  }

  get quietMs(): number {
    const { streams, wire } = this.#options;
    return streams.size > 0 ? activeQuietMs : idleQuietMs[wire.transport];
  }

  get congested(): boolean {
    return this.#options.wire.congested;
  }

  get paused(): boolean {
    return this.#options.pressure.isPaused;
  }

  ask(): void {
    this.#askedAt ??= this.#options.clock.now();
    this.#options.ask();
  }

  dead(): void {
    this.#options.onDead();
  }

  get #isOverdue(): boolean {
    return this.#askedAt !== null && this.#options.clock.now() - this.#askedAt > overdueMs;
  }
}
