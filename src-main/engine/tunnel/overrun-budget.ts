/** What clients that do not read may pile up in all tunnels together, in bytes. */
const budgetBytes = 256 * 1024 * 1024;

/** Adds up what slow clients of all tunnels of a context have piled up, so that memory has one bound for all. */
export class OverrunBudget {
  readonly #limit: number;
  readonly #waiting = new Set<() => void>();
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
    const before = this.#used;
    this.#used += bytes;
    if (before < this.#limit || this.#used >= this.#limit) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const look of waiting) look();
  }

  /** Calls `look` once, when there is something left again. */
  wait(look: () => void): void {
    this.#waiting.add(look);
  }
}
