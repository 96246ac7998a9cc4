import { expect, it } from 'vitest';
import { goals } from '../../bench/goals.ts';
import { Results } from '../../bench/results.ts';

function judge(title: string, results: Results) {
  return goals.find((goal) => goal.title === title)?.judge(results, 'portolan-spdy');
}

it('round trips are counted in what the path took in the same run', () => {
  const results = new Results();
  results.add('direct', 0, { 'L 30 path': 31 });
  results.add('portolan-spdy', 0, { 'L 30 p50': 34.1 });
  expect(judge('New connection at 30 ms', results)).toEqual({ shown: '1.10', met: true });
});

it('CPU is compared with the kubectl that is faster, not with the one that is cheaper', () => {
  const results = new Results();
  results.add('kubectl-websocket', 0, { 'D speed': 100, 'D cpu': 1 });
  results.add('kubectl-spdy', 0, { 'D speed': 200, 'D cpu': 2 });
  results.add('portolan-spdy', 0, { 'D speed': 199, 'D cpu': 1.5 });
  expect([
    judge('Download against the faster kubectl', results),
    judge('Download: CPU for each GiB against that kubectl', results),
  ]).toEqual([
    { shown: '×0.99', met: false },
    { shown: '×0.75', met: true },
  ]);
});

it('one failure in one round breaks a promise of none', () => {
  const results = new Results();
  for (const [round, lost] of [0, 1, 0].entries())
    results.add('portolan-spdy', round, { 'F pod lost': lost });
  expect(judge('Pod replaced under 50 connections a second: lost', results)).toEqual({
    shown: '1',
    met: false,
  });
});

it('a stall is judged against the same forwarder without it', () => {
  const results = new Results();
  results.add('portolan-spdy', 0, { 'H baseline': 2, 'H reader': 5 });
  expect(judge('One stalled reader: p99 of the others', results)).toEqual({ shown: '×2.50', met: false });
});

it('what was not measured is neither met nor missed', () => {
  expect(goals.map((goal) => goal.judge(new Results(), 'portolan-spdy'))).toEqual(goals.map(() => undefined));
});
