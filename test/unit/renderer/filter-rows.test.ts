import { expect, test } from 'vitest';
import { filterRows } from '../../../src-renderer/text/filter-rows.ts';

const rows = ['shop web http', 'shop orders-db postgres', 'tools web'];

test.each([
  ['', rows],
  ['  ', rows],
  ['web', ['shop web http', 'tools web']],
  ['HTTP  Shop', ['shop web http']],
  ['web missing', []],
])('"%s" leaves the rows that have every one of its words, in any order and case', (filter, left) => {
  expect(filterRows(rows, filter, (row, word) => row.includes(word))).toEqual(left);
});
