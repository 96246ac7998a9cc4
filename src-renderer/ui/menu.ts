/** One entry of a menu; `null` in a list of them is a separator. */
export interface MenuEntry {
  readonly label: string;
  /** The key that does the same where the row has the focus. */
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}
export type MenuEntries = readonly (MenuEntry | null)[];
