import type { Clock } from '../../src-main/engine/clock.ts';

/** Time that passes at the test's word. */
export class ManualClock implements Clock {
  readonly #timers = new Map<object, { at: number; call: () => void }>();
  #now = 1_000_000;

  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): Disposable {
    const key = {};
    this.#timers.set(key, { at: this.#now + ms, call });
    return { [Symbol.dispose]: () => this.#timers.delete(key) };
  }

  random(): number {
    return 0.5;
  }

  /** The computer sleeps: time passes, and no timer runs. */
  sleep(ms: number): void {
    this.#now += ms;
    for (const timer of this.#timers.values()) timer.at += ms;
  }

  /** Lets `ms` milliseconds pass; timers fire in order, those that they set too. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      const [next] = due;
      if (next === undefined) break;
      const [key, { at, call }] = next;
      this.#timers.delete(key);
      this.#now = at;
      call();
    }
    this.#now = end;
  }
}
