import { expect, test } from 'vitest';
import { TypeAhead } from '../../../src-renderer/state/type-ahead.ts';

const names = ['demo', 'Prod-eu', 'prod-us', 'staging'];
const longNames = [
  'arn:aws:eks:eu-west-1:1234:cluster/Shop',
  'gke_acme_europe-west4-a_shop',
  'dev@shop.example',
];

/** Where these keys lead one after the other, each so many ms after the last. */
function typed(keys: string, betweenMs: number, list: readonly string[] = names): (string | null)[] {
  const typeAhead = new TypeAhead();
  let current = list[0] ?? '';
  return Array.from(keys, (key, index) => {
    const found = typeAhead.find(key, list, current, index * betweenMs);
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

test('where no name begins with them, a word of a name does, in turn', () => {
  const [arn = null, gke = null, dev = null] = longNames;
  expect([typed('sss', 100, longNames), typed('sh', 100, longNames)]).toEqual([
    [gke, dev, arn],
    [gke, gke],
  ]);
  expect([typed('west4', 100, longNames).at(-1), typed('exa', 100, longNames).at(-1)]).toEqual([gke, dev]);
  expect([typed('ws', 100, longNames).at(-1), typed('hop', 100, longNames).at(-1)]).toEqual([null, null]);
});

test('a name that begins with them comes before one with such a word', () => {
  expect(typed('e', 100, ['prod', 'prod-eu', 'edge'])).toEqual(['edge']);
});

test('what no name begins with, a space and other keys lead nowhere', () => {
  expect(typed('/? ', 2_000)).toEqual([null, null, null]);
  expect(new TypeAhead().find('PageDown', names, 'demo', 0)).toBeNull();
});
