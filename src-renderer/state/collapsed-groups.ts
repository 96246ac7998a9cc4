import { SvelteSet } from 'svelte/reactivity';
import { rememberCollapsedGroups, rememberedCollapsedGroups } from './preferences.ts';

/** The groups of which the list shows only the head, remembered for the next time. */
export class CollapsedGroups {
  readonly #names = new SvelteSet(rememberedCollapsedGroups());

  has(name: string): boolean {
    return this.#names.has(name);
  }

  set(name: string, isCollapsed: boolean): void {
    if (isCollapsed) this.#names.add(name);
    else this.#names.delete(name);
    rememberCollapsedGroups(this.#names);
  }
}
