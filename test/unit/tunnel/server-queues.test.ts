import { beforeEach, expect, test } from 'vitest';
import { ServerQueues } from '../../../src-main/engine/tunnel/server-queues.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let sent: number[][];
let room: number[];
let told: string[];
let queues: ServerQueues;

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  room = [];
  told = [];
  queues = new ServerQueues({
    clock,
    send: (ids) => sent.push([...ids]),
    onRoom: (queue) => room.push(queue),
    onClear: () => told.push('clear'),
    onStuck: () => told.push('stuck'),
  });
});

function fill(queue: number, frames: number, bytes = 100): void {
  for (let count = 0; count < frames; count += 1) queues.noteSent(queue, bytes);
}

/** The server answers; the tunnel has shown that it answers pings at all. */
function proven(): void {
  queues.ask();
  queues.answered(1);
  sent = [];
  room = [];
}

test('asks the right queue for an acknowledgement after ten frames: pings go to the queues in turn', () => {
  proven();
  fill(3, 9);
  const early = sent.length;
  fill(3, 1);
  // The first ping went to queue 0, so the third from now on goes to queue 3.
  expect([early, sent]).toEqual([0, [[3, 5, 7]]]);
});

test('asks after half a MiB, however few frames that was', () => {
  proven();
  fill(1, 2, 256 * 1024);
  expect(sent).toEqual([[3]]);
});

test('a queue takes forty frames, and as many again once it has answered', () => {
  proven();
  fill(1, 40);
  const full = queues.hasRoom(1);
  const others = [0, 2, 3, 4].map((queue) => queues.hasRoom(queue));
  const last = sent.at(-1)?.at(-1) ?? 0;
  queues.answered(last);
  expect({ full, others, after: queues.hasRoom(1), room }).toEqual({
    full: false,
    others: [true, true, true, true],
    after: true,
    room: [1],
  });
});

test('a queue takes four MiB, however few frames that is', () => {
  proven();
  fill(2, 16, 256 * 1024);
  expect([queues.hasRoom(2), queues.hasRoom(1)]).toEqual([false, true]);
});

test('an answer acknowledges only what was sent before its ping', () => {
  proven();
  fill(1, 10);
  const first = sent.at(-1)?.at(-1) ?? 0;
  fill(1, 35);
  queues.answered(first);
  const still = queues.hasRoom(1);
  fill(1, 5);
  expect([still, queues.hasRoom(1)]).toEqual([true, false]);
});

test('a server that has answered no ping within three seconds is limited by nothing, and not asked for ever', () => {
  fill(1, 40);
  const early = queues.hasRoom(1);
  clock.pass(3_000);
  const told = [...room];
  fill(1, 100_000);
  expect([early, told, queues.hasRoom(1), sent.flat().length < 300]).toEqual([
    false,
    [0, 1, 2, 3, 4],
    true,
    true,
  ]);
});

test('a queue is held up when it is late and a later ping of a neighbour was answered', () => {
  proven();
  fill(1, 10);
  clock.pass(300);
  const alone = queues.isHeldUp(1);
  fill(2, 10);
  queues.answered(sent.at(-1)?.at(-1) ?? 0);
  const late = [1, 2].map((queue) => queues.isHeldUp(queue));
  queues.answered(sent[0]?.at(-1) ?? 0);
  expect([alone, late, queues.isHeldUp(1)]).toEqual([false, [true, false], false]);
});

test('a probe asks all five queues, and is over when the last of them has answered', () => {
  queues.probe();
  const [ids = []] = sent;
  const states = ids.map((id) => {
    queues.answered(id);
    return queues.probing;
  });
  clock.pass(5_000);
  expect([ids.length, states, told]).toEqual([5, [true, true, true, true, false], ['clear']]);
});

test('a probe that one queue does not answer within two seconds finds it stuck', () => {
  queues.probe();
  for (const id of sent.flat().slice(1)) queues.answered(id);
  clock.pass(2_000);
  expect(told).toEqual(['stuck']);
});

test("the server's own pings, sent back, take their turn as well", () => {
  proven();
  queues.noteForeignFrame();
  fill(2, 10);
  expect(sent).toEqual([[3]]);
});
