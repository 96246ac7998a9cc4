/** Clients that do one thing over and over, each turn over a connection of its own, until `stop`. */
export class Load {
  readonly failures: string[] = [];
  #served = 0;
  readonly #stopped = new AbortController();
  readonly #clients: readonly Promise<void>[];

  private constructor(clients: number, turn: () => Promise<void>) {
    this.#clients = Array.from({ length: clients }, () => this.#repeat(turn));
  }

  static start(clients: number, turn: () => Promise<void>): Load {
    return new Load(clients, turn);
  }

  /** Turns that ended well so far. */
  get served(): number {
    return this.#served;
  }

  /** Failures because nobody listened: the one thing a forward that keeps its port never shows. */
  get refused(): readonly string[] {
    return this.failures.filter((text) => text.includes('ECONNREFUSED'));
  }

  /** Resolves when the last turn is over. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#clients);
  }

  async #repeat(turn: () => Promise<void>): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      try {
        await turn();
        this.#served += 1;
      } catch (error) {
        this.failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
