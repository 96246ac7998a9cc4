import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, refused, settled } from './pool-bench.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('many dials to one cluster', () => {
  const pods = Array.from({ length: 20 }, (_, index) => ({ ...pod, name: `web-${String(index)}` }));

  test('wait for the first, and share its failure where the server is away', async () => {
    const target = await bench.server.upgradeTarget();
    let connections = 0;
    bench.server.upgradeTarget = () => {
      connections += 1;
      return Promise.resolve({ ...target, server: new URL('http://127.0.0.1:1') });
    };
    const problems = await Promise.all(pods.map((each) => refused(bench.echoed('x', each))));
    expect([connections, new Set(problems.map(({ code }) => code))]).toEqual([
      1,
      new Set(['apiUnreachable']),
    ]);
  });

  test('wait no longer than half a second for a first that hangs', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.request.url?.includes('/web-0/') !== true) upgrade.accept();
    };
    const first = refused(bench.echoed('x', pods[0]));
    await settled(() => bench.server.upgrades.length === 1);
    const second = bench.echoed('y', pods[1]);
    await new Promise(setImmediate);
    bench.clock.pass(500);
    await second;
    await settled(() => bench.server.upgrades.length >= 3);
    bench.clock.pass(5_000);
    bench.clock.pass(5_000);
    await first;
  });

  test('after all tunnels were lost together follow the first one by one', async () => {
    await Promise.all(pods.slice(0, 4).map((each) => bench.echoed('x', each)));
    await settled(() => bench.server.peers.length === 8);
    for (const peer of bench.server.peers) peer.socket.destroy();
    await settled(() => bench.server.openSockets === 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = bench.server.upgrades.length;
    const all = pods.slice(0, 4).map((each) => bench.echoed('y', each));
    await settled(() => bench.server.upgrades.length > before);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bench.server.upgrades.length - before).toBe(1);
    for (let step = 0; step < 8; step += 1) {
      bench.clock.pass(50);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(all);
  });

  test('make no spare tunnels beyond sixty-four, but one for each pod where a client waits', async () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ ...pod, name: `web-${String(index)}` }));
    for (const each of many) await bench.echoed('x', each);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const paths = new Set(bench.server.upgrades.map(({ request }) => request.url));
    // Thirty-two pods have a spare: with them the limit is reached.
    expect([paths.size, bench.server.openSockets]).toEqual([70, 70 + 32]);
  });
});
