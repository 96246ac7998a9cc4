import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, settled } from './pool-bench.ts';

const minutes = 60_000;

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('what is remembered of a cluster', () => {
  /** A network in which SPDY gets no answer, until it is `mended`. */
  async function chooseWebSocket(): Promise<{ mend: () => void }> {
    let mended = false;
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket' || mended) upgrade.accept();
    };
    const first = bench.echoed('one');
    await settled(() => bench.count('spdy') === 1);
    bench.clock.pass(250);
    await first;
    return { mend: () => (mended = true) };
  }

  test('outlives the pool', async () => {
    await chooseWebSocket();
    await bench.reopen();
    await bench.echoed('two');
    expect(bench.count('spdy')).toBe(1);
  });

  test('is forgotten after a day', async () => {
    await chooseWebSocket();
    await bench.reopen();
    bench.clock.pass(24 * 60 * minutes + 1);
    bench.server.onUpgrade = (upgrade) => void upgrade.accept();
    await bench.echoed('two');
    expect(bench.count('spdy')).toBeGreaterThan(1);
  });

  test.each([
    ['ten minutes', () => bench.clock.pass(10 * minutes)],
    ['a change of the network', () => bench.memory.nudge()],
  ])('SPDY that was slow is tried again after %s, behind a dial that waits for nothing', async (_, wait) => {
    const { mend } = await chooseWebSocket();
    await bench.reopen();
    mend();
    wait();
    await bench.echoed('two');
    await settled(() => bench.pool.transport === 'spdy');
    await settled(() => bench.count('spdy') === 2);
    expect(bench.server.peers.filter(({ pairs }) => pairs.length > 0).length).toBe(2);
  });

  test('SPDY that was refused is not tried again', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else upgrade.accept();
    };
    await bench.echoed('one');
    bench.memory.nudge();
    bench.pool.retire(pod);
    await bench.echoed('two');
    expect(bench.count('spdy')).toBe(1);
  });

  test('a transport that begins to fail is replaced at once', async () => {
    await chooseWebSocket();
    bench.pool.retire(pod);
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.accept();
      else upgrade.refuse(502);
    };
    await bench.echoed('two');
    expect(bench.pool.transport).toBe('spdy');
  });
});
