/** Lets work begin, or holds it up until all that has begun is over. */
export class Turnstile {
  #busy = 0;
  #closed: PromiseWithResolvers<undefined> | null = null;
  #quiet: PromiseWithResolvers<undefined> | null = null;

  /** Does the work, once it may begin. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed !== null) await this.#closed.promise;
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) this.#quiet?.resolve(undefined);
    }
  }

  /** Lets nothing begin any more; resolves when nothing is left. */
  async close(): Promise<void> {
    this.#closed = Promise.withResolvers();
    this.#quiet = Promise.withResolvers();
    if (this.#busy === 0) this.#quiet.resolve(undefined);
    await this.#quiet.promise;
  }

  open(): void {
    this.#closed?.resolve(undefined);
    this.#closed = null;
  }
}
