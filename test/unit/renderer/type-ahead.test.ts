import { expect, test } from 'vitest';
import { TypeAhead } from '../../../src-renderer/state/type-ahead.ts';

const names = ['demo', 'Prod-eu', 'prod-us', 'staging'];

/** Where these keys lead one after the other, each so many ms after the last. */
function typed(keys: string, betweenMs: number, from = 'demo'): (string | null)[] {
  const typeAhead = new TypeAhead();
  let current = from;
  return Array.from(keys, (key, index) => {
    const found = typeAhead.find(key, names, current, index * betweenMs);
    current = found ?? current;
    return found;
  });
}

test('letters in one go lead to the name that begins with them all', () => {
  expect(typed('prod-u', 100)).toEqual([...Array.from('prod-', () => 'Prod-eu'), 'prod-us']);
});

test('the same letter again leads on, and round', () => {
  expect(typed('ppp', 100)).toEqual(['Prod-eu', 'prod-us', 'Prod-eu']);
});

test('after a pause a name is begun anew', () => {
  expect(typed('ps', 2_000)).toEqual(['Prod-eu', 'staging']);
});

test('what no name begins with, a space and other keys lead nowhere', () => {
  expect(typed('/? ', 2_000)).toEqual([null, null, null]);
  expect(new TypeAhead().find('PageDown', names, 'demo', 0)).toBeNull();
});
