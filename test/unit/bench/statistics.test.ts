import { expect, it } from 'vitest';
import { median, overlap, percentile, spreadOf } from '../../bench/statistics.ts';

it('the median of an even count lies between the two middle values', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7]), median([Infinity, 1, Infinity])]).toEqual([
    2,
    2.5,
    7,
    Infinity,
  ]);
});

it('a percentile is a value that was really measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([50, 95, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 95, 99, 100]);
  expect([percentile([5, 1], 99), percentile([5, 1], 50), percentile([], 50)]).toEqual([5, 1, Number.NaN]);
});

it('a spread has the range of all rounds', () => {
  expect([spreadOf([2, 9, 4]), spreadOf([])]).toEqual([{ median: 4, min: 2, max: 9 }, undefined]);
});

it('ranges that touch overlap', () => {
  const range = (min: number, max: number) => ({ median: min, min, max });
  expect([
    overlap(range(1, 2), range(2, 3)),
    overlap(range(2, 3), range(1, 2)),
    overlap(range(1, 5), range(2, 3)),
    overlap(range(1, 2), range(3, 4)),
  ]).toEqual([true, true, true, false]);
});
