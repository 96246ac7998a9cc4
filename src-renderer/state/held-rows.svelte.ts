/** How long rows keep their places after the pointer last moved over them. */
const pointerHoldMs = 1_500;

/** The rows of a list, which keep their places while the pointer is about to click one of them. */
export class HeldRows<R extends { readonly key: string }> {
  readonly #rows: () => readonly R[];
  /** What was shown when the pointer came; null while rows may come and go. */
  #held = $state.raw<readonly R[] | null>(null);
  #release: ReturnType<typeof setTimeout> | undefined;

  readonly shown = $derived.by(() => {
    const rows = this.#rows();
    if (this.#held === null) return rows;
    const now = new Map(rows.map((row) => [row.key, row]));
    return this.#held.map((row) => now.get(row.key) ?? row);
  });

  constructor(rows: () => readonly R[]) {
    this.#rows = rows;
  }

  hold(): void {
    clearTimeout(this.#release);
    this.#release = setTimeout(() => this.letGo(), pointerHoldMs);
    this.#held ??= this.#rows();
  }

  letGo(): void {
    clearTimeout(this.#release);
    this.#held = null;
  }
}
