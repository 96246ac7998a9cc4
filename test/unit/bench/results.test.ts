import { expect, it } from 'vitest';
import { metric } from '../../bench/metric.ts';
import { peers, type PeerId } from '../../bench/peers.ts';
import { Results } from '../../bench/results.ts';
import { winnerOf } from '../../bench/winner.ts';

const time = metric('L', 'time', 'time', 'ms');
const speed = metric('D', 'speed', 'speed', 'MiB/s', 'more');

function resultsOf(values: Partial<Record<PeerId, readonly number[]>>, { id } = time): Results {
  const results = new Results();
  for (const peer of peers) {
    for (const [round, value] of (values[peer.id] ?? []).entries())
      results.add(peer.id, round, { [id]: value });
  }
  return results;
}

it('a ratio is taken against the better kubectl of the same round', () => {
  const results = resultsOf({
    'kubectl-websocket': [100, 10],
    'kubectl-spdy': [50, 20],
    'portolan-spdy': [25, 20],
  });
  expect([results.ratio(time, 'portolan-spdy'), results.ratio(time, 'kubectl-spdy')]).toEqual([
    { median: 1.25, min: 0.5, max: 2 },
    { median: 1.5, min: 1, max: 2 },
  ]);
});

it('where more is better the better kubectl is the one with more', () => {
  const results = resultsOf(
    { 'kubectl-websocket': [100], 'kubectl-spdy': [200], 'portolan-spdy': [300] },
    speed,
  );
  expect([results.ratio(speed, 'portolan-spdy')?.median, results.betterKubectl(speed)]).toEqual([
    1.5,
    'kubectl-spdy',
  ]);
});

it('against one that never came, or was not measured, there is no ratio', () => {
  const never = resultsOf({ 'kubectl-spdy': [Infinity], 'portolan-spdy': [3] });
  const missing = resultsOf({ 'portolan-spdy': [3] });
  expect([never.ratio(time, 'portolan-spdy'), missing.ratio(time, 'portolan-spdy')]).toEqual([
    undefined,
    undefined,
  ]);
});

it.each<[string, Partial<Record<PeerId, readonly number[]>>, string | undefined]>([
  [
    'the best transport is named where its range stands alone',
    { 'kubectl-spdy': [9, 8, 9], 'portolan-spdy': [1, 2, 3], 'portolan-websocket': [4, 5, 6] },
    'Portolan, SPDY',
  ],
  [
    'the product alone is named where its own transports overlap',
    { 'kubectl-spdy': [9, 8, 9], 'portolan-spdy': [1, 2, 3], 'portolan-websocket': [3, 4, 5] },
    'Portolan',
  ],
  [
    'nobody is named where a rival overlaps in a single round',
    { 'kubectl-spdy': [9, 8, 3], 'portolan-spdy': [1, 2, 3], 'portolan-websocket': [4, 5, 6] },
    undefined,
  ],
  ['a rival can win', { 'kubectl-spdy': [1, 1, 1], 'portolan-spdy': [2, 2, 3] }, 'kubectl, SPDY'],
  [
    'the floor takes no part',
    { direct: [1, 1, 1], 'kubectl-spdy': [2, 3, 3], 'client-node': [4, 5, 6] },
    'kubectl, SPDY',
  ],
  ['one alone wins against nobody', { 'portolan-spdy': [1, 2, 3] }, undefined],
  ['two rounds have no range', { 'kubectl-spdy': [9, 9], 'portolan-spdy': [1, 1] }, undefined],
])('%s', (_, values, expected) => {
  expect(winnerOf(time, resultsOf(values))).toBe(expected);
});
