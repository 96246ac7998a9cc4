import type { Message } from '../../src-main/shared/language/message.ts';
import { said } from '../language.svelte.ts';
import type { MenuEntry } from '../ui/menu.ts';

/** One thing that can be done with a forward or a cluster, the same from its own menu and from the search over everything. */
export interface Deed extends Omit<MenuEntry, 'label'> {
  /** As the menu of the thing says it. */
  readonly words: Message;
  /** As the search says it, which has to name the thing; null where the search has no need of it. */
  readonly named: Message | null;
  /** Rarely wanted by who types no more than the thing's name. */
  readonly isRare?: boolean;
}

export function menuEntry(deed: Deed): MenuEntry {
  return { ...deed, label: said(deed.words) };
}
