/** What clients that do not read may pile up in all tunnels together, in bytes. */
const budgetBytes = 256 * 1024 * 1024;

/** Adds up what slow clients of all tunnels of a context have piled up, so that memory has one bound for all. */
export class OverrunBudget {
  readonly #limit: number;
  #used = 0;

  /** `limit` in bytes. */
  constructor(limit = budgetBytes) {
    this.#limit = limit;
  }

  /** While true, no tunnel with a slow client is read on. */
  get isSpent(): boolean {
    return this.#used >= this.#limit;
  }

  /** More was piled up, or (negative) was taken by its client. */
  add(bytes: number): void {
    this.#used += bytes;
  }
}
