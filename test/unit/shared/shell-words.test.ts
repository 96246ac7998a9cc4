import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteWord, shellCommands } from '../../../src-main/shared/shell-words.ts';

test.each([
  ['a b  c', [['a', 'b', 'c']]],
  ['\'a b\' "c d"e f\\ g', [['a b', 'c de', 'f g']]],
  ['"a\\"b\\n" \'c\\d\'', [['a"b\\n', 'c\\d']]],
  ['a ""', [['a', '']]],
  ['a && b; c | d &\ne', [['a'], ['b'], ['c'], ['d'], ['e']]],
  ['a \\\r\nb', [['a', '\r'], ['b']]],
  ['a \\\n  b', [['a', 'b']]],
  ['a # b\n# c\nd#e', [['a'], ['d#e']]],
  ["'never ends; x", [['never ends; x']]],
  ['(a; b) & { c; }', [['a'], ['b'], ['{', 'c'], ['}']]],
  ['a > b 2>&1 c <d >>e', [['a', 'c']]],
  ['a >/dev/null 2>&1 &\nb &> c', [['a'], ['b']]],
  ["a '>' b2> c", [['a', '>', 'b2']]],
  ['a $(b | c (d)) "e `f; \\`g`"', [['a', '$(b | c (d))', 'e `f; \\`g`']]],
  ["a '$(b' $(never ends; x", [['a', '$(b', '$(never ends; x']]],
  ['  \n ;; ', []],
])('%j', (text, commands) => {
  expect(shellCommands(text)).toEqual(commands);
});

test('whatever is quoted is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 })), (commands) => {
      const text = commands.map((words) => words.map(quoteWord).join(' ')).join('\n');
      expect(shellCommands(text)).toEqual(commands);
    }),
  );
});
