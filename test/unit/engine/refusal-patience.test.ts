import { expect, test } from 'vitest';
import { RefusalPatience } from '../../../src-main/engine/refusal-patience.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function bench() {
  const clock = new ManualClock();
  const forward = { receivedBytes: 0 };
  return { clock, forward, patience: new RefusalPatience(clock, () => forward.receivedBytes) };
}

test('a forward that never received a byte lacks the right', () => {
  expect(bench().patience.isOver()).toBe(true);
});

test('one that worked before is refused by an API server that starts, for half a minute', () => {
  const { clock, forward, patience } = bench();
  forward.receivedBytes = 10;
  const early = [0, 10_000, 19_000].map((ms) => {
    clock.pass(ms);
    return patience.isOver();
  });
  clock.pass(1_000);
  expect([early, patience.isOver()]).toEqual([[false, false, false], true]);
});

test('what it received meanwhile proves the right anew', () => {
  const { clock, forward, patience } = bench();
  forward.receivedBytes = 10;
  patience.isOver();
  clock.pass(40_000);
  forward.receivedBytes = 20;
  expect(patience.isOver()).toBe(false);
});
