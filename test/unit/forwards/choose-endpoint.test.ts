import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseEndpoint } from '../../../src-main/engine/forwards/choose-endpoint.ts';
import type { PodEndpoint } from '../../../src-main/engine/kube/pod-source.ts';
import type { Balance } from '../../../src-main/shared/balance.ts';
import { podRef } from '../../support/steered-pods.ts';

const endpoint = (name: string): PodEndpoint => ({ pod: podRef(name), portFor: () => 80 });
const web = ['web-2', 'web-1', 'web-3'].map(endpoint);

/** The pods of so many connections in a row, all of which stay open. */
function choices(balance: Balance, endpoints: readonly PodEndpoint[], count: number): string[] {
  const open = new Map<string, number>();
  const chosen: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const last = chosen.at(-1) ?? null;
    const choice = chooseEndpoint(balance, endpoints, ({ name }) => open.get(name) ?? 0, last);
    const name = choice?.pod.name ?? 'none';
    open.set(name, (open.get(name) ?? 0) + 1);
    chosen.push(name);
  }
  return chosen;
}

it.each([
  [{ mode: 'sticky' }, ['web-2', 'web-2', 'web-2', 'web-2']],
  [{ mode: 'roundRobin' }, ['web-1', 'web-2', 'web-3', 'web-1']],
  [{ mode: 'leastConnections' }, ['web-1', 'web-2', 'web-3', 'web-1']],
  [{ mode: 'pod', name: 'web-3' }, ['web-3', 'web-3', 'web-3', 'web-3']],
  [{ mode: 'pod', name: 'web-9' }, ['none', 'none', 'none', 'none']],
] as const)('%j sends four connections to %j', (balance, pods) => {
  expect(choices(balance, web, 4)).toEqual(pods);
});

it('the fewest connections win, and equals take turns', () => {
  const open: Record<string, number> = { 'web-1': 2, 'web-2': 1, 'web-3': 1 };
  const choose = (last: string | null) =>
    chooseEndpoint({ mode: 'leastConnections' }, web, ({ name }) => open[name] ?? 0, last)?.pod.name;
  expect([choose(null), choose('web-2'), choose('web-3'), choose('web-9')]).toEqual([
    'web-2',
    'web-3',
    'web-2',
    'web-2',
  ]);
});

it('a turn goes on where it was, though the pod that had it is gone and another came', () => {
  const next = chooseEndpoint(
    { mode: 'roundRobin' },
    ['web-4', 'web-1', 'web-3'].map(endpoint),
    () => 0,
    'web-2',
  );
  expect(next?.pod.name).toBe('web-3');
});

it('in turn, and by the fewest, any number of pods differ by one connection at most, in whatever order they stand', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), { minLength: 1, maxLength: 12 });
  const modes = fc.constantFrom<Balance>({ mode: 'roundRobin' }, { mode: 'leastConnections' });
  fc.assert(
    fc.property(names, modes, fc.nat(60), (pods, balance, count) => {
      const chosen = choices(balance, pods.map(endpoint), count);
      const counts = pods.map((pod) => chosen.filter((name) => name === pod).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});
