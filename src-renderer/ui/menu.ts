import type { Snippet } from 'svelte';

/** One entry of a menu; `null` in a list of them is a separator. */
export interface MenuEntry {
  readonly label: string;
  /** The key that does the same where the row has the focus. */
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** It edits in place: it runs once the menu is gone, which then leaves the focus to it. */
  readonly inPlace?: boolean;
  readonly run: () => void;
}
export type MenuEntries = readonly (MenuEntry | null)[];

export interface MenuProps {
  /** Asked only while the menu is open, and again when what it says changes. */
  entries: () => MenuEntries;
  /** Renders what the menu belongs to, with the given properties. */
  trigger: Snippet<[Record<string, unknown>]>;
}
