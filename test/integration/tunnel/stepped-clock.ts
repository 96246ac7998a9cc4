import type { Clock } from '../../../src-main/engine/clock.ts';

/** A clock that a test moves on by hand. */
export class SteppedClock implements Clock {
  #now = 1_000_000;
  readonly #due = new Set<{ readonly at: number; readonly call: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): Disposable {
    const entry = { at: this.#now + ms, call };
    this.#due.add(entry);
    return { [Symbol.dispose]: () => this.#due.delete(entry) };
  }

  random(): number {
    return 0.5;
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#due.size;
  }

  /** Moves on and makes the calls that fall due, in their order. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#due].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#due.delete(next);
      this.#now = next.at;
      next.call();
    }
    this.#now = until;
  }
}
