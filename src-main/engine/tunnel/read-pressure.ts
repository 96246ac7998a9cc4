import type { OverrunBudget } from './overrun-budget.ts';
import type { StreamTable } from './stream-table.ts';
import type { Wire } from './wire.ts';

/** What slow clients pile up before the wire is no longer read where nobody else waits for it: spares many pauses. */
const maxUnread = 512 * 1024;

/**
 * Stops reading a wire where that harms nobody, or where slow clients have piled up too much. The protocol cannot stop
 * one stream alone, so that while a neighbour waits for bytes, those of a slow client are taken in, up to the budget.
 */
export class ReadPressure {
  readonly #wire: Wire;
  readonly #streams: StreamTable;
  readonly #budget: OverrunBudget;
  #isPaused = false;
  /** What this wire's clients have taken of the budget, in bytes. */
  #overrun = 0;

  constructor(wire: Wire, streams: StreamTable, budget: OverrunBudget) {
    this.#wire = wire;
    this.#streams = streams;
    this.#budget = budget;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** A stream came or went, was paused or resumed, or got bytes in spite of a pause. */
  readonly look = (): void => {
    const { overrun, isUnread } = this.#streams;
    const more = overrun - this.#overrun;
    this.#overrun = overrun;
    this.#budget.add(more);
    const isSpent = overrun > 0 && this.#budget.isSpent;
    if (isSpent) this.#budget.wait(this.look);
    const isTooMuch = isSpent || (isUnread && overrun > maxUnread);
    if (isTooMuch === this.#isPaused) return;
    this.#isPaused = isTooMuch;
    if (isTooMuch) this.#wire.pause();
    else this.#wire.resume();
  };
}
