import { shortcutKey } from '../text/shortcut-key.ts';
import type { RowSelection } from './row-selection.svelte.ts';

type Modifiers = Pick<KeyboardEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** What the keys that are held make of a click: this row alone, it more or less, or all from where the range begins. */
export function clickMeans(
  { shiftKey, ctrlKey, metaKey }: Modifiers,
  isMac = navigator.userAgent.includes('Macintosh'),
): 'only' | 'toggle' | 'extend' {
  if (shiftKey) return 'extend';
  // On macOS Ctrl and a click ask for the menu.
  return (isMac ? metaKey : ctrlKey) ? 'toggle' : 'only';
}

/** The pointer was pressed on a row; `keys` are those of all rows, in their order. */
export function selectByPress(
  selection: RowSelection,
  event: Modifiers,
  key: string,
  keys: readonly string[],
): void {
  const means = clickMeans(event);
  if (means === 'extend') selection.extend(key, keys);
  else if (means === 'toggle') selection.toggle(key);
  // One of several may be pressed to drag it or for their menu; whether the others are left is for the click to say.
  else if (!selection.isSeveral || !selection.has(key)) selection.only(key);
}

/** The keyboard went to a row: with Shift it takes the rows between along, with Ctrl it selects nothing. */
export function selectByMove(
  selection: RowSelection,
  { shiftKey, ctrlKey, metaKey }: Modifiers,
  key: string,
  keys: readonly string[],
): void {
  if (shiftKey) selection.extend(key, keys);
  else if (!ctrlKey && !metaKey) selection.only(key);
}

/** A key that does not move: all, one more or less, or back to one. Returns whether it was one of these. */
export function selectByKey(
  selection: RowSelection,
  event: Modifiers & Pick<KeyboardEvent, 'key' | 'code'>,
  key: string,
  keys: readonly string[],
): boolean {
  const { shiftKey, ctrlKey, metaKey } = event;
  const pressed = shortcutKey(event);
  if (pressed === 'a' && (ctrlKey || metaKey)) selection.all(keys);
  else if (pressed === ' ' && ctrlKey) selection.toggle(key);
  else if (pressed === ' ' && shiftKey) selection.extend(key, keys);
  else if (pressed === 'Escape' && selection.isSeveral) selection.collapse();
  else return false;
  return true;
}
