import type { Tab } from './browsing.svelte.ts';
import { rememberedOrder, rememberOrder, type Order } from './preferences.ts';

/** By which column a list of the catalogue is sorted, now and the next time; by none, it is as kubectl has it. */
export class ListOrder {
  readonly #tab: Tab;
  chosen: Order | null = $state.raw(null);

  constructor(tab: Tab) {
    this.#tab = tab;
    this.chosen = rememberedOrder(tab);
  }

  /** Ascending, then descending, then by none. */
  turn(column: string): void {
    const direction = this.directionOf(column);
    this.chosen = direction === 'descending' ? null : { column, descending: direction === 'ascending' };
    rememberOrder(this.#tab, this.chosen);
  }

  /** As `aria-sort` says it. */
  directionOf(column: string): 'ascending' | 'descending' | undefined {
    if (this.chosen?.column !== column) return undefined;
    return this.chosen.descending ? 'descending' : 'ascending';
  }
}
