import type { Clock } from '../clock.ts';

/** Something that ends at a time. */
interface Ending {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** From then on it must not be among the endings any more. */
  readonly end: () => void;
}

/** Ends what has an end, at its time, or as soon as the computer is awake again. */
export class AutomaticEnds implements Disposable {
  readonly #clock: Clock;
  readonly #endings: () => readonly Ending[];
  #timer: Disposable | null = null;

  constructor(clock: Clock, endings: () => readonly Ending[]) {
    this.#clock = clock;
    this.#endings = endings;
  }

  /** Looks again: an ending has come, gone or moved, or a timer did not run because the computer slept. */
  look(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const leftMs = next.at - this.#clock.now();
      if (leftMs > 0) return this.#wait(leftMs);
      next.end();
    }
    this.#timer?.[Symbol.dispose]();
  }

  #next(): Ending | undefined {
    return this.#endings().toSorted((a, b) => a.at - b.at)[0];
  }

  #wait(ms: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#clock.after(ms, () => this.look());
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
  }
}
