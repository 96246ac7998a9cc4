import { expect, it } from 'vitest';
import { PodCounters } from '../../../src-main/engine/forwards/pod-counters.ts';
import { PortCounter } from '../../../src-main/engine/forwards/port-counter.ts';
import { TrafficMeter } from '../../../src-main/engine/forwards/traffic-meter.ts';
import { trafficHistoryLength } from '../../../src-main/shared/traffic.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const id = '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10';

function meterOf(counters: PortCounter[]) {
  const clock = new ManualClock();
  const forward = { id, counters, podCounters: new PodCounters(), transport: null, running: true };
  const meter = new TrafficMeter(clock, () => [forward]);
  const rates: (number | undefined)[][] = [];
  meter.onTraffic(({ samples }) => {
    rates.push(samples.flatMap(({ ports }) => ports.map(({ receivedRate }) => receivedRate)));
  });
  return { clock, forward, meter, rates };
}

it('rates are bytes per second, one timer serves all, and it ends after one tick without a runner', () => {
  const [first, second] = [new PortCounter(), new PortCounter()];
  const { clock, forward, meter, rates } = meterOf([first, second]);
  const idle = clock.pending;
  meter.wake();
  meter.wake();
  const timers = clock.pending;
  first.receivedBytes += 1500;
  clock.pass(1_000);
  second.receivedBytes += 10;
  clock.pass(1_000);
  forward.running = false;
  clock.pass(5_000);
  expect({ idle, timers, left: clock.pending, rates, history: meter.history() }).toEqual({
    idle: 0,
    timers: 1,
    left: 0,
    rates: [
      [1500, 0],
      [0, 10],
      [0, 0],
    ],
    history: [{ id, received: [1500, 10, 0], sent: [0, 0, 0] }],
  });
});

it('a minute is remembered', () => {
  const counter = new PortCounter();
  const { clock, meter } = meterOf([counter]);
  meter.wake();
  for (let second = 1; second <= trafficHistoryLength + 5; second++) {
    counter.sentBytes += second;
    clock.pass(1_000);
  }
  const [history] = meter.history();
  expect([history?.sent.length, history?.sent.at(0), history?.sent.at(-1)]).toEqual([60, 6, 65]);
});

it('bytes that are taken back make no negative rate', () => {
  const counter = new PortCounter();
  counter.sentBytes = 100;
  counter.tick(1_000);
  counter.sentBytes = 40;
  counter.tick(500);
  const taken = counter.sample();
  counter.sentBytes = 50;
  counter.tick(500);
  expect([taken, counter.sample()]).toMatchObject([
    { sentBytes: 40, sentRate: 0 },
    { sentBytes: 50, sentRate: 20 },
  ]);
});
