import { expect, test } from 'vitest';
import { silentLog } from '../../../src-main/engine/log.ts';
import { NetworkWatch } from '../../../src-main/engine/network-watch.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A clock whose timers run late by `lateMs`, as after a sleep. */
class SleepingClock extends ManualClock {
  lateMs = 0;

  override now(): number {
    return super.now() + this.lateMs;
  }
}

function bench() {
  const clock = new SleepingClock();
  const state = { changes: 0, addresses: 'eth0 10.0.0.1' };
  const watch = new NetworkWatch({
    clock,
    log: silentLog,
    onChanged: () => (state.changes += 1),
    addresses: () => state.addresses,
  });
  return { clock, state, watch };
}

test('another address is told once', () => {
  const { clock, state } = bench();
  clock.pass(9_000);
  const before = state.changes;
  state.addresses = 'wlan0 192.168.1.7';
  clock.pass(9_000);
  expect([before, state.changes]).toEqual([0, 1]);
});

test('a timer that is very late tells of a sleep', () => {
  const { clock, state } = bench();
  clock.lateMs = 60_000;
  clock.pass(9_000);
  expect(state.changes).toBe(1);
});

test('leaves no timer behind', () => {
  const { clock, watch } = bench();
  clock.pass(9_000);
  watch[Symbol.dispose]();
  expect(clock.pending).toBe(0);
});
