import type { OverrunBudget } from './overrun-budget.ts';
import type { StreamTable } from './stream-table.ts';
import type { Wire } from './wire.ts';

/**
 * What a slow client may pile up before the tunnel is no longer read, in bytes: alone, as much as saves stopping and
 * starting the socket for every few chunks; on a shared tunnel, as much as spares its neighbours the wait.
 */
const maxOverrun = { alone: 512 * 1024, shared: 16 * 1024 * 1024 } as const;

/** Stops reading a wire where that harms nobody else, or where its slow clients have piled up too much. */
export class ReadPressure {
  readonly #wire: Wire;
  readonly #budget: OverrunBudget;
  #isPaused = false;
  /** What this wire's clients have taken of the budget, in bytes. */
  #overrun = 0;

  constructor(wire: Wire, budget: OverrunBudget) {
    this.#wire = wire;
    this.#budget = budget;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** A stream came or went, was paused or resumed, or got bytes in spite of a pause. */
  look(streams: StreamTable): void {
    const { overrun } = streams;
    this.#budget.add(overrun - this.#overrun);
    this.#overrun = overrun;
    const limit = streams.size === 1 ? maxOverrun.alone : maxOverrun.shared;
    const isTooMuch = overrun > limit || (overrun > 0 && this.#budget.isSpent);
    if (isTooMuch === this.#isPaused) return;
    this.#isPaused = isTooMuch;
    if (isTooMuch) this.#wire.pause();
    else this.#wire.resume();
  }
}
