import { createContext } from 'svelte';

/**
 * How wide a table's column of ports is, in CSS pixels: measured on one of its cells, for all of them, since each that
 * asked for its own width would cost its row a layout.
 */
export class PortsWidth {
  current = $state(0);
  readonly #cells = new Set<Element>();
  #measured: Element | null = null;
  readonly #observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined) this.current = entry.contentRect.width;
  });

  /** Measures the cell, or whichever is there with it; returns what to do when it goes. */
  readonly follow = (cell: Element): (() => void) => {
    this.#cells.add(cell);
    this.#measure(this.#measured ?? cell);
    return () => {
      this.#cells.delete(cell);
      if (this.#measured === cell) this.#measure([...this.#cells][0] ?? null);
    };
  };

  #measure(cell: Element | null): void {
    if (cell === this.#measured) return;
    if (this.#measured !== null) this.#observer.unobserve(this.#measured);
    this.#measured = cell;
    if (cell !== null) this.#observer.observe(cell);
  }
}

export const [getPortsWidth, setPortsWidth] = createContext<PortsWidth>();
