/** Which row of a list the keyboard is on; it stays with its key while rows come and go. */
export class RowCursor {
  readonly #keys: () => readonly string[];
  #chosen = $state.raw<string | null>(null);
  /** Where the chosen row stood, for when it goes. */
  #index = 0;

  /** The row that holds the list's place in the tab order. */
  readonly key = $derived.by(() => {
    const keys = this.#keys();
    if (this.#chosen !== null && keys.includes(this.#chosen)) return this.#chosen;
    return keys[Math.min(this.#index, keys.length - 1)] ?? null;
  });

  constructor(keys: () => readonly string[]) {
    this.#keys = keys;
  }

  /** True where it was elsewhere before. */
  choose(key: string): boolean {
    const isNew = this.#chosen !== key;
    this.#chosen = key;
    this.#index = Math.max(0, this.#keys().indexOf(key));
    return isNew;
  }

  /** Moves for an arrow, Page, Home or End key. Returns the new index, or null where the key is no movement. */
  move(key: string, page = 10): number | null {
    const keys = this.#keys();
    const current = this.key === null ? -1 : keys.indexOf(this.key);
    const wanted = destination(key, current, keys.length - 1, page);
    if (wanted === null || keys.length === 0) return null;
    const index = Math.min(Math.max(wanted, 0), keys.length - 1);
    const chosen = keys[index];
    if (chosen !== undefined) this.choose(chosen);
    return index;
  }
}

function destination(key: string, current: number, last: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current + 1;
    case 'ArrowUp':
      return current - 1;
    case 'PageDown':
      return current + page;
    case 'PageUp':
      return current - page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
