/**
 * Hands pieces on in their order, each a fixed time after it came and not before a first moment.
 * Times are milliseconds of `performance.now()`.
 */
export class DelayLine<T> {
  readonly #delayMs: number;
  readonly #notBeforeMs: number;
  readonly #deliver: (piece: T) => void;
  readonly #waiting: { readonly piece: T; readonly dueMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(delayMs: number, notBeforeMs: number, deliver: (piece: T) => void) {
    this.#delayMs = delayMs;
    this.#notBeforeMs = notBeforeMs;
    this.#deliver = deliver;
  }

  push(piece: T): void {
    const dueMs = Math.max(performance.now(), this.#notBeforeMs) + this.#delayMs;
    this.#waiting.push({ piece, dueMs });
    if (this.#waiting.length === 1) this.#work();
  }

  /** Forgets what is still on its way. */
  [Symbol.dispose](): void {
    this.#waiting.length = 0;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  readonly #work = (): void => {
    let [next] = this.#waiting;
    while (next !== undefined && next.dueMs <= performance.now()) {
      this.#waiting.shift();
      this.#deliver(next.piece);
      [next] = this.#waiting;
    }
    if (next === undefined) return;
    // Timers are up to a millisecond late, which would be a tenth of the round trips to be judged.
    const sleepMs = Math.floor(next.dueMs - performance.now() - 1);
    if (sleepMs > 0) this.#timer = setTimeout(this.#work, sleepMs);
    else this.#immediate = setImmediate(this.#work);
  };
}
