import type { Clock } from '../clock.ts';

/** What a heartbeat watches. */
export interface Pulse {
  /** Bytes received so far; any of them is a sign of life. */
  readonly received: number;
  /** How long the wire may be silent before it is asked, in milliseconds. */
  readonly quietMs: number;
  /** Our own bytes wait: the answer to a ping may be stuck behind an upload that the pod does not read. */
  readonly congested: boolean;
  /** We do not read: an answer cannot arrive. */
  readonly paused: boolean;
  ask(): void;
  dead(): void;
}

/** How long a path in use may be silent: with the time for the answer, a dead one is found within 10 s. */
export const activeQuietMs = 2_000;
const answerMs = 5_000;
/** After a sleep or a change of network, a path that still leads somewhere answers sooner. */
const doubtedAnswerMs = 1_500;
const answerWhileCongestedMs = 30_000;

/**
 * Asks a silent wire for a sign of life and declares it dead when none comes (tunnel.md, 9.4). A dead path behind
 * streams in use is found within 10 s. One timer in flight, however many bytes pass.
 */
export class Heartbeat implements Disposable {
  readonly #clock: Clock;
  readonly #pulse: Pulse;
  #timer: Disposable;

  constructor(clock: Clock, pulse: Pulse) {
    this.#clock = clock;
    this.#pulse = pulse;
    this.#timer = this.#wait();
  }

  /** `quietMs` has become shorter. */
  restart(): void {
    this.#timer[Symbol.dispose]();
    this.#timer = this.#wait();
  }

  /** The path may be dead, and was just asked: waits for a short time only. */
  doubt(): void {
    this.#timer[Symbol.dispose]();
    const seen = this.#pulse.received;
    this.#timer = this.#clock.after(doubtedAnswerMs, () => {
      if (this.#pulse.received > seen || this.#pulse.paused) this.#timer = this.#wait();
      else if (this.#pulse.congested) this.#timer = this.#expectAnswer(seen, 0);
      else this.#pulse.dead();
    });
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #wait(): Disposable {
    const seen = this.#pulse.received;
    return this.#clock.after(this.#pulse.quietMs, () => {
      if (this.#pulse.received > seen || this.#pulse.paused) {
        this.#timer = this.#wait();
      } else {
        this.#pulse.ask();
        this.#timer = this.#expectAnswer(seen, 0);
      }
    });
  }

  #expectAnswer(seen: number, waitedMs: number): Disposable {
    return this.#clock.after(answerMs, () => {
      const waited = waitedMs + answerMs;
      if (this.#pulse.received > seen || this.#pulse.paused) this.#timer = this.#wait();
      else if (this.#pulse.congested && waited < answerWhileCongestedMs) {
        this.#timer = this.#expectAnswer(seen, waited);
      } else this.#pulse.dead();
    });
  }
}
