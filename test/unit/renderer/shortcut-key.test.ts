import { expect, it } from 'vitest';
import { shortcutKey } from '../../../src-renderer/text/shortcut-key.ts';

function press(key: string, code: string, shiftKey = false): string {
  return shortcutKey({ key, code, shiftKey });
}

it.each<[string, string, string]>([
  ['what is written', press('k', 'KeyK'), 'k'],
  ['what is written, not where the key is', press('z', 'KeyY'), 'z'],
  ['with Caps Lock', press('K', 'KeyK'), 'k'],
  ['with Shift', press('K', 'KeyK', true), 'K'],
  ['with Shift and Caps Lock', press('k', 'KeyK', true), 'K'],
  ['a Cyrillic letter', press('л', 'KeyK'), 'k'],
  ['a Cyrillic letter with Shift', press('Я', 'KeyZ', true), 'Z'],
  ['a Greek letter with Caps Lock', press('Κ', 'KeyK'), 'k'],
  ['the key that an input method has', press('Process', 'KeyD'), 'd'],
  ['a full-width letter', press('ｄ', 'KeyX'), 'd'],
  ['kana', press('の', 'KeyK'), 'k'],
  ['a letter in the comma’s place', press('б', 'Comma'), ','],
  ['a letter in the slash’s place', press('ظ', 'Slash'), '/'],
  ['a question mark of another script', press('؟', 'Slash', true), '?'],
  ['a full-width question mark', press('？', 'Digit7', true), '?'],
  ['a letter with an accent', press('ł', 'KeyL'), 'ł'],
  ['a sign that AltGr writes', press('€', 'KeyE'), '€'],
  ['a sign elsewhere than on an English keyboard', press('/', 'Digit7', true), '/'],
  ['a key with a name', press('ArrowUp', 'ArrowUp'), 'ArrowUp'],
  ['an unnamed key without a place', press('Unidentified', ''), 'Unidentified'],
  ['the space bar', press(' ', 'Space'), ' '],
])('%s', (_what, meant, expected) => {
  expect(meant).toBe(expected);
});
