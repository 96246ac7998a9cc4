import { expect, test } from 'vitest';
import { RowCursor } from '../../../src-renderer/state/row-cursor.svelte.ts';

test('stays on its row while others come and go, and takes the next one when its own goes', () => {
  let keys = ['a', 'b', 'c'];
  const cursor = new RowCursor(() => keys);
  cursor.choose('b');
  keys = ['x', 'a', 'b', 'c'];
  const kept = cursor.key;
  cursor.choose('b');
  keys = ['x', 'a', 'c'];

  expect([kept, cursor.key]).toEqual(['b', 'c']);
});

test('moves by arrows, pages and to both ends, and never past them', () => {
  const keys = Array.from({ length: 30 }, (_, index) => `row ${String(index)}`);
  const cursor = new RowCursor(() => keys);

  const moves = ['ArrowUp', 'ArrowDown', 'PageDown', 'End', 'ArrowDown', 'PageUp', 'Home'].map((key) =>
    cursor.move(key),
  );

  expect(moves).toEqual([0, 1, 11, 29, 29, 19, 0]);
});

test('other keys do not move', () => {
  expect(new RowCursor(() => ['a']).move('Enter')).toBeNull();
});

test('an empty list has no row', () => {
  const cursor = new RowCursor(() => []);

  expect([cursor.key, cursor.move('ArrowDown')]).toEqual([null, null]);
});
