interface Waiting<T> {
  readonly value: T;
  readonly accepted: () => void;
}

/** A queue between a producer and a consumer; with capacity 0 the producer waits until its value is taken. */
export class Channel<T> {
  readonly #capacity: number;
  readonly #waiting: Waiting<T>[] = [];
  readonly #takers: ((value: T | undefined) => void)[] = [];
  #closed = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Resolves once there is room for the value, or once the channel is closed and the value is lost. */
  put(value: T): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const taker = this.#takers.shift();
    if (taker) {
      taker(value);
      return Promise.resolve();
    }
    return new Promise((accepted) => {
      this.#waiting.push({ value, accepted });
      if (this.#waiting.length <= this.#capacity) accepted();
    });
  }

  /** The oldest value, or undefined once the channel is closed and empty. */
  take(): Promise<T | undefined> {
    const oldest = this.#waiting.shift();
    if (oldest) {
      oldest.accepted();
      this.#waiting[this.#capacity - 1]?.accepted();
      return Promise.resolve(oldest.value);
    }
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((taker) => this.#takers.push(taker));
  }

  /** The values until the channel is closed and empty. */
  async *values(): AsyncGenerator<T> {
    for (let value = await this.take(); value !== undefined; value = await this.take()) yield value;
  }

  /** What waits for room is let go; what was stored can still be taken. */
  close(): void {
    this.#closed = true;
    for (const { accepted } of this.#waiting.splice(this.#capacity)) accepted();
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }
}
