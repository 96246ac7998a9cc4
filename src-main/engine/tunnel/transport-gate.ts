import type { Socket } from 'node:net';
import { message } from '../../shared/language/message.ts';
import { type ProblemCode, ProblemError } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import { pause } from '../pause.ts';
import type { UpgradeRefusal } from './upgrade-refusal.ts';

/** More tunnels than so to one cluster burden its API server; connections share them instead. */
const maxTunnels = 64;
/** A first dial that hangs keeps the others no longer: only its pod's node may be down. */
const firstPatienceMs = 500;
/** Tunnels that end within this time of each other have lost the same server. */
const togetherMs = 1_000;
const staggerMs = 50;
const staggeredForMs = staggerMs * maxTunnels;
/** Who would wait longer for a busy server is told so instead. */
const longestWaitMs = 5_000;

/** What stands before the server, whatever is asked of it. */
const meetsAll: ReadonlySet<ProblemCode> = new Set(['apiUnreachable', 'proxyUnauthorized']);

/** Lets the dials to one cluster through: one before all others where no tunnel stands, none while the server is busy. */
export class TransportGate {
  readonly #clock: Clock;
  readonly #tunnels = new Map<string, number>();
  #open = 0;
  /** Null, or the dial that goes first: resolves with the problem that all others would meet, or with null. */
  #first: Promise<ProblemError | null> | null = null;
  #busy: { readonly until: number; readonly refusal: UpgradeRefusal } | null = null;
  #lastClosedAt = -Infinity;
  #closedTogether = 0;
  #lostAll = false;
  #staggerUntil = -Infinity;
  #nextSlotAt = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Dials when it is its turn. `awaited` where a client waits: a pod without any tunnel then gets one beyond the limit. */
  async pass<T>(pod: PodRef, awaited: boolean, dial: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.welcome(signal);
    this.#limit(pod, awaited);
    if (this.#open > 0) {
      await this.#slot(signal);
      return await dial();
    }
    if (this.#first === null) return await this.#lead(dial);
    await this.#follow(this.#first, signal);
    await this.#slot(signal);
    return await dial();
  }

  /** Waits for a server that has asked for it; throws its refusal where that would take too long. */
  async welcome(signal: AbortSignal): Promise<void> {
    const waitMs = (this.#busy?.until ?? -Infinity) - this.#clock.now();
    if (this.#busy === null || waitMs <= 0) return;
    if (waitMs > longestWaitMs) throw this.#busy.refusal;
    await this.#pause(waitMs, signal);
  }

  /** The server is too busy and has said for how long. */
  close(refusal: UpgradeRefusal, retryAfterMs: number): void {
    this.#busy = { until: this.#clock.now() + retryAfterMs, refusal };
  }

  /** A tunnel stands, until its socket closes. */
  opened({ namespace, name }: PodRef, socket: Socket): void {
    const key = `${namespace}/${name}`;
    this.#count(key, 1);
    socket.once('close', () => {
      this.#count(key, -1);
      this.#noteClosed();
    });
  }

  #count(key: string, change: 1 | -1): void {
    const count = (this.#tunnels.get(key) ?? 0) + change;
    if (count === 0) this.#tunnels.delete(key);
    else this.#tunnels.set(key, count);
    this.#open += change;
  }

  #noteClosed(): void {
    const now = this.#clock.now();
    this.#closedTogether = now - this.#lastClosedAt <= togetherMs ? this.#closedTogether + 1 : 1;
    this.#lastClosedAt = now;
    if (this.#open === 0 && this.#closedTogether > 1) this.#lostAll = true;
  }

  #limit({ namespace, name }: PodRef, awaited: boolean): void {
    if (this.#open < maxTunnels || (awaited && !this.#tunnels.has(`${namespace}/${name}`))) return;
    const words = message('tunnel.full', { tunnels: maxTunnels });
    throw new ProblemError('apiError', words, { layer: 'computer' });
  }

  async #lead<T>(dial: () => Promise<T>): Promise<T> {
    const over = Promise.withResolvers<ProblemError | null>();
    this.#first = over.promise;
    try {
      const dialled = await dial();
      over.resolve(null);
      if (this.#lostAll) this.#staggerUntil = this.#clock.now() + staggeredForMs;
      this.#lostAll = false;
      return dialled;
    } catch (error) {
      over.resolve(error instanceof ProblemError && meetsAll.has(error.problem.code) ? error : null);
      throw error;
    } finally {
      this.#first = null;
    }
  }

  async #follow(first: Promise<ProblemError | null>, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const patience = pause(firstPatienceMs, this.#clock, AbortSignal.any([signal, done.signal]));
    const problem = await Promise.race([first, patience]);
    done.abort();
    signal.throwIfAborted();
    if (problem) throw problem;
  }

  async #slot(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    if (now >= this.#staggerUntil) return;
    this.#nextSlotAt = Math.max(now, this.#nextSlotAt) + staggerMs;
    await this.#pause(this.#nextSlotAt - now, signal);
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await pause(ms, this.#clock, signal);
    signal.throwIfAborted();
  }
}
