import { Shortcut } from '../../src-main/shared/shortcut.ts';
import { letterAt } from './shortcut-key.ts';

/** What is read of a pressed key. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** Electron's names of keys that the page calls otherwise. */
const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** In the order in which its menus write them. */
const macSigns: Readonly<Record<string, string>> = {
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Super: '⌘',
  Command: '⌘',
};
const otherSigns: Readonly<Record<string, string>> = { Control: 'Ctrl', Command: 'Ctrl' };

/** The shortcut that was pressed; null while it is none yet, as with Ctrl alone. */
export function pressedShortcut(event: PressedKey): Shortcut | null {
  const parsed = Shortcut.safeParse([...modifiersOf(event), keyOf(event)].join('+'));
  return parsed.success ? parsed.data : null;
}

/** The keys of a shortcut as this system's menus write them. */
export function shortcutKeys(shortcut: Shortcut, isMac: boolean): string[] {
  return keySigns(shortcut.split('+'), isMac);
}

/** Keys that are pressed together as this system's menus write them; `Command` is Ctrl where there is none. */
export function keySigns(keys: readonly string[], isMac: boolean): string[] {
  if (!isMac) return keys.map((key) => otherSigns[key] ?? key);
  const modifiers = Object.keys(macSigns).filter((key) => keys.includes(key));
  return [...modifiers, ...keys.filter((key) => !(key in macSigns))].map((key) => macSigns[key] ?? key);
}

function modifiersOf({ ctrlKey, altKey, shiftKey, metaKey }: PressedKey): string[] {
  return [
    ...(ctrlKey ? ['Control'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
    ...(metaKey ? ['Super'] : []),
  ];
}

/** By what the key writes; by its place where it writes no Latin letter (Alt on macOS, other scripts) or a shifted digit. */
function keyOf({ key, code }: PressedKey): string {
  if (/^[a-z\d]$/i.test(key)) return key.toUpperCase();
  return letterAt(code) ?? names[key] ?? key;
}
