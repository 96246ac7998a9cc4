import { expect, test } from 'vitest';
import { defaultSettings, type Forward } from '../../../src-main/shared/forward.ts';
import {
  groupedRows,
  groupPlaceOfDrop,
  groupPlaceOneFurther,
  groupSuggestions,
  placeOfDrop,
  placeOneFurther,
} from '../../../src-renderer/text/forward-groups.ts';

/** `name` is the forward's label and its id. */
function forward(name: string, group: string | null): Forward {
  return {
    id: name,
    label: name,
    target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' },
    ports: [{ local: { kind: 'fixed', port: 8080 }, remote: 'http' }],
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    group,
    wanted: false,
    startedAt: null,
  };
}

const list = [forward('a', 'shop'), forward('b', null), forward('c', 'pay'), forward('d', 'shop')];
const rows = groupedRows(list);

test('those without a group stand first, then each group under its head', () => {
  expect(rows.map(({ key }) => key)).toEqual(['b', 'group shop', 'a', 'd', 'group pay', 'c']);
});

test('of a collapsed group only the head is a row, and a forward that is moved over it joins it', () => {
  const closed = groupedRows(list, (name) => name === 'shop');

  expect(closed.map(({ key }) => key)).toEqual(['b', 'group shop', 'group pay', 'c']);
  expect(placeOneFurther(closed, ['b'], 1)).toEqual({ beside: 'a', side: 'before' });
  expect(placeOneFurther(closed, ['c'], -1)).toEqual({ beside: 'd', side: 'after' });
});

test.each([
  ['b', -1, null],
  ['b', 1, { beside: 'a', side: 'before' }],
  ['a', -1, { beside: 'b', side: 'after' }],
  ['a', 1, { beside: 'd', side: 'after' }],
  ['d', -1, { beside: 'a', side: 'before' }],
  ['d', 1, { beside: 'c', side: 'before' }],
  ['c', -1, { beside: 'd', side: 'after' }],
  ['c', 1, null],
  ['unknown', 1, null],
] as const)('%s moved by %i', (id, by, place) => {
  expect(placeOneFurther(rows, [id], by)).toEqual(place);
});

test('several are moved by one row from the first of them upwards and from the last downwards', () => {
  expect(placeOneFurther(rows, ['a', 'd'], -1)).toEqual({ beside: 'b', side: 'after' });
  expect(placeOneFurther(rows, ['a', 'd'], 1)).toEqual({ beside: 'c', side: 'before' });
});

test('several are dropped beside another, and nowhere on themselves', () => {
  expect(placeOfDrop(rows, ['a', 'c'], 'd', 'before')).toEqual({ beside: 'd', side: 'before' });
  expect(placeOfDrop(rows, ['a', 'd'], 'd', 'before')).toBeNull();
  expect(placeOfDrop(rows, ['a', 'd'], 'group shop', 'after')).toBeNull();
});

test.each([
  ['on another', 'a', 'c', 'after', { beside: 'c', side: 'after' }],
  ['on the head of another group', 'b', 'group shop', 'after', { beside: 'a', side: 'before' }],
  ['on the head of its own group', 'a', 'group shop', 'before', { beside: 'd', side: 'before' }],
  ['on the head of a group that is it alone', 'c', 'group pay', 'before', null],
  ['on itself', 'a', 'a', 'before', null],
  ['on a row that is gone', 'a', 'z', 'before', null],
] as const)('dropped %s', (_where, id, onto, side, place) => {
  expect(placeOfDrop(rows, [id], onto, side)).toEqual(place);
});

test.each([
  ['shop', -1, null],
  ['shop', 1, { beside: 'pay', side: 'after' }],
  ['pay', -1, { beside: 'shop', side: 'before' }],
  ['pay', 1, null],
  ['unknown', 1, null],
] as const)('the group %s moved by %i', (name, by, place) => {
  expect(groupPlaceOneFurther(rows, name, by)).toEqual(place);
});

test.each([
  ['on another head', 'shop', 'group pay', 'after', { beside: 'pay', side: 'after' }],
  ['on a member of another', 'pay', 'd', 'before', { beside: 'shop', side: 'before' }],
  ['on one without a group', 'pay', 'b', 'after', { beside: 'shop', side: 'before' }],
  ['on one without a group, the first already', 'shop', 'b', 'after', null],
  ['on a member of its own', 'shop', 'd', 'after', null],
  ['on a row that is gone', 'shop', 'z', 'after', null],
] as const)('a group dropped %s', (_where, name, onto, side, place) => {
  expect(groupPlaceOfDrop(rows, name, onto, side)).toEqual(place);
});

test('the editor suggests the groups there are', () => {
  expect(groupSuggestions(list)).toEqual([
    { value: 'shop', note: '2' },
    { value: 'pay', note: '1' },
  ]);
});
