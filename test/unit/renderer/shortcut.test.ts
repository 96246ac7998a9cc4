import { describe, expect, it } from 'vitest';
import {
  keySigns,
  type PressedKey,
  pressedShortcut,
  shortcutKeys,
} from '../../../src-renderer/text/shortcut.ts';

function press(key: string, code: string, ...modifiers: ('ctrl' | 'alt' | 'shift' | 'meta')[]): PressedKey {
  const has = (name: (typeof modifiers)[number]) => modifiers.includes(name);
  return {
    key,
    code,
    ctrlKey: has('ctrl'),
    altKey: has('alt'),
    shiftKey: has('shift'),
    metaKey: has('meta'),
  };
}

describe('a pressed shortcut', () => {
  it.each<[string, PressedKey, string | null]>([
    ['two modifiers and a letter', press('p', 'KeyP', 'ctrl', 'alt'), 'Control+Alt+P'],
    ['what the key writes, not where it is', press('y', 'KeyZ', 'ctrl'), 'Control+Y'],
    ['Option on macOS, which writes other letters', press('π', 'KeyP', 'alt', 'meta'), 'Alt+Super+P'],
    ['a shifted digit', press('!', 'Digit1', 'ctrl', 'shift'), 'Control+Shift+1'],
    ['the space bar', press(' ', 'Space', 'alt'), 'Alt+Space'],
    ['an arrow', press('ArrowUp', 'ArrowUp', 'meta'), 'Super+Up'],
    ['a function key alone', press('F9', 'F9'), 'F9'],
    ['a letter alone', press('p', 'KeyP'), null],
    ['a letter with Shift alone', press('P', 'KeyP', 'shift'), null],
    ['a modifier alone', press('Control', 'ControlLeft', 'ctrl'), null],
    ['a key without a name there', press('AudioVolumeUp', 'AudioVolumeUp', 'ctrl'), null],
  ])('%s', (_what, event, expected) => {
    expect(pressedShortcut(event)).toBe(expected);
  });

  it('is written as this system writes it', () => {
    expect([shortcutKeys('Control+Alt+Shift+Super+P', true), shortcutKeys('Control+Alt+P', false)]).toEqual([
      ['⌃', '⌥', '⇧', '⌘', 'P'],
      ['Ctrl', 'Alt', 'P'],
    ]);
  });

  it('has the modifiers in the order of the system', () => {
    const signs = (keys: string) => [true, false].map((isMac) => keySigns(keys.split(' '), isMac).join(' '));
    expect(['Command Shift S', 'Control ␣', 'Alt ↑', 'Command +', 'F2'].map(signs)).toEqual([
      ['⇧ ⌘ S', 'Ctrl Shift S'],
      ['⌃ ␣', 'Ctrl ␣'],
      ['⌥ ↑', 'Alt ↑'],
      ['⌘ +', 'Ctrl +'],
      ['F2', 'F2'],
    ]);
  });
});
