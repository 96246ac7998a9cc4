import { expect, it } from 'vitest';
import type { Outcome } from '../../bench/echo-client.ts';
import { isNewer } from '../../bench/newest-kubectl.ts';
import { readOptions } from '../../bench/options.ts';
import { rotated } from '../../bench/peers.ts';
import { answeredAgainMs } from '../../bench/recovery.ts';

it('each round begins with another peer and leaves nobody out', () => {
  expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual([
    'abc',
    'bca',
    'cab',
    'abc',
  ]);
});

it('versions are compared by their numbers', () => {
  expect([
    isNewer('v1.36.3', 'v1.9.12'),
    isNewer('v1.9.12', 'v1.36.3'),
    isNewer('v1.36.3', 'v1.36.3'),
    isNewer('v1.32.4-dispatcher', 'v1.32.3'),
    isNewer('v2.0.0', 'v1.99.9'),
  ]).toEqual([true, false, false, true, true]);
});

function outcome(kind: Outcome['kind'], endedMs: number): Outcome {
  return { kind, startedMs: 0, endedMs };
}

it('answers come again at the end of the longest time without one', () => {
  const answers = [10, 20, 30, 400, 410].map((ms) => outcome('answered', ms));
  const others = [outcome('lost', 200), outcome('timedOut', 900)];
  expect([
    answeredAgainMs([...others, ...answers], 390),
    answeredAgainMs(answers, 411),
    answeredAgainMs(others, 0),
  ]).toEqual([400, Infinity, Infinity]);
});

it('only a whole run replaces the report', () => {
  const reportOf = (...args: string[]) => readOptions(args).out.replace(/.*\/(docs|test-results)\//, '$1/');
  expect([reportOf(), reportOf('--quick'), reportOf('--only', 'l,D'), reportOf('--out', 'x.md')]).toEqual([
    'docs/benchmark.md',
    'test-results/benchmark.md',
    'test-results/benchmark.md',
    'x.md',
  ]);
  expect([
    readOptions(['--only', 'l,D']).only,
    readOptions([]).rounds,
    readOptions(['--rounds', '7']).rounds,
  ]).toEqual([['L', 'D'], 5, 7]);
});

it.each([['--rounds', '0'], ['--rounds', 'many'], ['--unknown']])(
  '%s %s is refused with the usage',
  (...args) => {
    expect(() => readOptions(args)).toThrow('Usage: npm run bench');
  },
);
