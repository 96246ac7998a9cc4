import { describe, expect, it } from 'vitest';
import type { TrafficHistory } from '../../../src-main/shared/traffic-history.ts';
import { chosenRates, graphColumns, graphRows, stepByKey } from '../../../src-renderer/text/graph-data.ts';

const rates = (received: number[], sent: number[]) => ({ received, sent });
const history: TrafficHistory = {
  times: [1_000, 2_000],
  ports: [rates([1, 2], [10, 20]), rates([3, 4], [30, 40])],
  pods: [{ name: 'web-1', ...rates([4, 0], [40, 0]) }],
};

describe('the rates of a graph', () => {
  it('are those of the whole forward, of a port or of a pod, and zeros for what is gone', () => {
    expect([
      chosenRates(history, { kind: 'whole' }),
      chosenRates(history, { kind: 'port', index: 1 }),
      chosenRates(history, { kind: 'pod', name: 'web-1' }),
      chosenRates(history, { kind: 'pod', name: 'gone' }),
    ]).toMatchObject([
      rates([4, 6], [40, 60]),
      rates([3, 4], [30, 40]),
      rates([4, 0], [40, 0]),
      rates([0, 0], [0, 0]),
    ]);
  });

  it('break where nothing was measured, and not where a step was late', () => {
    const times = [1_000, 2_000, 4_400, 60_000];
    expect(graphColumns(times, rates([1, 2, 3, 4], [0, 0, 0, 5]), 'minute')).toEqual([
      [1_000, 2_000, 4_400, 4_401, 60_000],
      [1, 2, 3, null, 4],
      [0, 0, 0, null, 5],
    ]);
  });

  it('make a table of few rows, the newest first, each the mean of its steps', () => {
    const times = Array.from({ length: 60 }, (_, index) => index * 1_000);
    const values = times.map((_, index) => index);
    const rows = graphRows(times, rates(values, values));
    expect([rows.length, rows.at(0), rows.at(-1), graphRows([], rates([], []))]).toEqual([
      12,
      { time: 59_000, received: 57, sent: 57 },
      { time: 4_000, received: 2, sent: 2 },
      [],
    ]);
  });
});

it.each([
  ['ArrowLeft', null, 20],
  ['ArrowLeft', 20, 10],
  ['ArrowLeft', 10, 10],
  ['ArrowRight', 10, 20],
  ['ArrowRight', 30, 30],
  ['ArrowDown', 20, 10],
  ['ArrowUp', 10, 20],
  ['PageDown', 30, 10],
  ['PageUp', 10, 30],
  ['Home', 30, 10],
  ['End', null, 30],
  ['ArrowRight', 5, 30],
  ['Enter', 20, null],
] as const)('%s goes from the step %s to %s', (key, from, to) => {
  expect(stepByKey([10, 20, 30], from, key)).toBe(to);
});

it('of nothing measured no key goes anywhere', () => {
  expect(stepByKey([], null, 'ArrowLeft')).toBeNull();
});
