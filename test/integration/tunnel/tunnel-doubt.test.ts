import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PoolBench, settled } from './pool-bench.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A tunnel begins with a ping, so one that was heard stands on both sides. */
async function spareIsThere(): Promise<void> {
  await settled(
    () => bench.server.peers.length === 2 && bench.server.peers.every(({ pings }) => pings.length === 1),
  );
}

describe('after a sleep or a change of network', () => {
  test('case 41: dead tunnels are given up in a second and a half, and a new one serves the next connection at once', async () => {
    const running = await bench.echoed('one');
    await spareIsThere();
    for (const peer of bench.server.peers) peer.answersPings = false;
    bench.pool.doubt();
    // No time passes: it need not wait for the verdict on the old ones.
    await bench.echoed('two');
    bench.clock.pass(1_500);
    expect({
      running: await running.over(),
      served: bench.server.peers.slice(2).flatMap(({ pairs }) => pairs).length,
    }).toEqual({
      running: { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
      served: 1,
    });
  });

  test('tunnels that answer go on, and no connection notices', async () => {
    const running = await bench.echoed('one');
    await spareIsThere();
    bench.pool.doubt();
    await settled(() => bench.server.peers.slice(0, 2).every(({ pings }) => pings.length === 2));
    running.stream?.write(Buffer.from(' more'));
    await running.until(() => running.text === 'one more');
    bench.clock.pass(1_500);
    expect(running.ending).toBe(null);
  });
});

test('after the context leads elsewhere, running connections end on the old tunnels and new ones get new tunnels', async () => {
  const running = await bench.echoed('old');
  await spareIsThere();
  bench.pool.renew();
  const next = await bench.echoed('new');
  await settled(() => bench.server.peers[1]?.socket.destroyed === true);
  running.stream?.write(Buffer.from(' still'));
  await running.until(() => running.text === 'old still');
  expect({
    served: bench.server.peers.map(({ pairs }) => pairs.length).filter((count) => count > 0),
    next: next.text,
  }).toEqual({ served: [1, 1], next: 'new' });
});

test('a tunnel whose answer is overdue takes no new connection until it has come', async () => {
  const running = await bench.echoed('one');
  await spareIsThere();
  bench.server.onUpgrade = () => undefined;
  await bench.echoed('two');
  for (const peer of bench.server.peers) peer.answersPings = false;
  // Both are asked after two silent seconds, and one more passes.
  bench.clock.pass(3_100);
  const waiting = bench.echoed('three');
  await new Promise(setImmediate);
  const early = bench.server.peers.flatMap(({ pairs }) => pairs).length;
  for (const peer of bench.server.peers) peer.ping(2);
  await settled(() => running.ending !== null || bench.server.peers.every(({ pings }) => pings.includes(2)));
  bench.clock.pass(500);
  await waiting;
  expect([early, running.ending]).toEqual([2, null]);
});
