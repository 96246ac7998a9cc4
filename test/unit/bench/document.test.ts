import { expect, it } from 'vitest';
import { documentOf, type Report } from '../../bench/document.ts';
import { metric } from '../../bench/metric.ts';
import { Results } from '../../bench/results.ts';
import { failureList, tableOf } from '../../bench/tables.ts';

const first = metric('K', 'first byte', 'first byte', 'ms');
const lost = metric('K', 'lost', 'lost', 'count');

function measured(): Results {
  const results = new Results();
  for (const round of [0, 1, 2]) {
    results.add('kubectl-spdy', round, { [first.id]: 100 + round, [lost.id]: 0 });
    results.add('portolan-spdy', round, { [first.id]: 50 + round, [lost.id]: round });
  }
  return results;
}

function report(results = measured()): Report {
  const sections = [{ table: 'K', methods: ['How.'], metrics: [first, lost] }] as const;
  return { environment: [['Node', 'v24']], rounds: 3, quick: false, sections, results };
}

it('a table shows medians, ranges and ratios, and has no column for who was not measured', () => {
  expect(tableOf([first, lost], measured()).split('\n')).toEqual([
    '|  | kubectl, SPDY | Portolan, SPDY | best |',
    '| --- | --- | --- | --- |',
    '| first byte, ms | 101 (100–102)<br>×1.00 | 51.0 (50.0–52.0)<br>×0.50 (0.50–0.51) | Portolan, SPDY |',
    '| lost | 0 | 1 (0–2) | — |',
  ]);
});

it('what never came is called so', () => {
  const results = new Results();
  results.add('kubectl-spdy', 0, { [first.id]: Infinity });
  expect(tableOf([first], results).split('\n').at(-1)).toBe('| first byte, ms | never | — |');
});

it('the part written by hand survives a new run', () => {
  const before = '# Benchmark\n\nold figures\n\n## Reasons\n\n### Upload\n\nA profile shows it.\n';
  const after = documentOf(report(), before);
  expect([
    after.endsWith('\n\n## Reasons\n\n### Upload\n\nA profile shows it.\n'),
    after.includes('old figures'),
  ]).toEqual([true, false]);
});

it('the first document has a place for the reasons', () => {
  expect(documentOf(report(), '').split('\n## Reasons\n').length).toBe(2);
});

it('a run that failed is told once for each reason', () => {
  const failure = (round: number) =>
    ({ scenario: 'K', peer: 'client-node', round, reason: 'It ended.' }) as const;
  expect(failureList([failure(0), failure(3)])).toBe('- client-node: It ended. (2 of the rounds)');
});
