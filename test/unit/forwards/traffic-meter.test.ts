import { expect, it } from 'vitest';
import { PodCounters } from '../../../src-main/engine/forwards/pod-counters.ts';
import { PortCounter } from '../../../src-main/engine/forwards/port-counter.ts';
import { TrafficMeter } from '../../../src-main/engine/forwards/traffic-meter.ts';
import { TrafficRecord } from '../../../src-main/engine/forwards/traffic-record.ts';
import { trafficSpans } from '../../../src-main/shared/traffic-history.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const id = '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10';

function meterOf(counters: PortCounter[]) {
  const clock = new ManualClock();
  const forward = {
    id,
    counters,
    podCounters: new PodCounters(),
    record: new TrafficRecord(clock.now()),
    transport: null,
    running: true,
  };
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
  expect({ idle, timers, left: clock.pending, rates, history: meter.recent() }).toEqual({
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
  for (let second = 1; second <= trafficSpans.minute.steps + 5; second++) {
    counter.sentBytes += second;
    clock.pass(1_000);
  }
  const [history] = meter.recent();
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

it('fifteen minutes are remembered in steps of five seconds, an hour in steps of fifteen, by port and by pod', () => {
  const [http, metrics] = [new PortCounter(), new PortCounter()];
  const { clock, forward, meter } = meterOf([http, metrics]);
  const pod = forward.podCounters.take({ namespace: 'shop', name: 'web-1', uid: 'u1', node: null });
  forward.podCounters.take({ namespace: 'shop', name: 'idle-1', uid: 'u2', node: null });
  const begun = clock.now();
  meter.wake();
  for (let second = 1; second <= 3_700; second++) {
    http.receivedBytes += second;
    pod.receivedBytes += second;
    metrics.sentBytes += 7;
    clock.pass(1_000);
  }
  const [quarter, hour] = [meter.history(id, 'quarter'), meter.history(id, 'hour')];
  const secondsOf = ({ times }: typeof quarter) =>
    [times.length, times.at(0), times.at(-1)].map((at, index) =>
      index === 0 ? at : ((at ?? 0) - begun) / 1_000,
    );
  expect([secondsOf(quarter), secondsOf(hour)]).toEqual([
    [180, 2_805, 3_700],
    [240, 105, 3_690],
  ]);
  // The mean of five or fifteen seconds' bytes.
  const meanTo = (second: number, seconds: number) => second - (seconds - 1) / 2;
  expect([
    quarter.ports[0]?.received.at(-1),
    hour.ports[0]?.received.at(-1),
    quarter.ports[1]?.sent[0],
  ]).toEqual([meanTo(3_700, 5), meanTo(3_690, 15), 7]);
  expect([quarter.pods, hour.pods]).toEqual([
    [{ name: 'web-1', ...quarter.ports[0] }],
    [{ name: 'web-1', ...hour.ports[0] }],
  ]);
});

it('time in which nothing ran has no steps, and a forward knows nothing from before it was there', () => {
  const counter = new PortCounter();
  const { clock, forward, meter } = meterOf([counter]);
  meter.wake();
  clock.pass(2_000);
  forward.running = false;
  clock.pass(600_000);
  forward.running = true;
  forward.record = new TrafficRecord(clock.now());
  meter.wake();
  counter.receivedBytes += 40;
  clock.pass(1_000);
  expect(meter.history(id, 'minute')).toEqual({
    times: [clock.now()],
    ports: [{ received: [40], sent: [0] }],
    pods: [],
  });
});

it('a forward that was away for a while has no old rates where nobody asked it', () => {
  const counter = new PortCounter();
  const record = new TrafficRecord(0);
  const step = (number: number) => {
    counter.receivedBytes += 10;
    record.record([counter], [], [{ span: 'minute', number, elapsedMs: 1_000 }]);
  };
  [0, 1, 2, 61].forEach(step);
  expect(record.read(counter, 'minute', [2, 60, 61, 62])).toEqual({
    received: [10, 0, 10, 0],
    sent: [0, 0, 0, 0],
  });
});

it('of hundreds of pods no more than a limit is remembered, and those that are forgotten make room', () => {
  const record = new TrafficRecord(0);
  const pods = Array.from({ length: 100 }, () => ({ receivedBytes: 5, sentBytes: 0 }));
  const end = (number: number) => [{ span: 'minute', number, elapsedMs: 1_000 }] as const;
  record.record([], pods, end(0));
  const known = (number: number) =>
    pods.filter((pod) => record.read(pod, 'minute', [number]).received[0] === 5);
  const before = known(0).length;
  record.record([], pods.slice(50), end(1));
  expect([before, known(1).length]).toEqual([64, 36]);
});
