import { tick } from 'svelte';

/** The highlighted option of a list that belongs to a text field. */
export class OptionCursor<T> {
  index = $state(-1);
  readonly #options: () => readonly T[];

  constructor(options: () => readonly T[]) {
    this.#options = options;
  }

  get option(): T | undefined {
    return this.#options()[this.index];
  }

  reset(index = -1): void {
    this.index = index;
  }

  /** Moves for an arrow key, around both ends, and keeps the option in view. Returns whether the key moved. */
  move(key: string, list: HTMLElement | undefined): boolean {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
    const count = this.#options().length;
    const from = key === 'ArrowUp' && this.index === -1 ? 0 : this.index;
    this.index = (from + (key === 'ArrowDown' ? 1 : -1) + count) % Math.max(count, 1);
    void tick().then(() => list?.children[this.index]?.scrollIntoView({ block: 'nearest' }));
    return true;
  }
}
