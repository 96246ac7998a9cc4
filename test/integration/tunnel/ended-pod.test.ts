import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench } from './pool-bench.ts';

describe.each(['spdy', 'v4'] as const)('when the pod has ended, by %s', (transport) => {
  let bench: PoolBench;
  beforeEach(async () => {
    bench = await PoolBench.open(transport);
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  test('a connection that hears nothing for five seconds fails, and can be tried again where it had said nothing', async () => {
    const asked = await bench.echoed('asked');
    const mute = await bench.dial(null);
    bench.pool.abandon(pod);
    bench.clock.pass(4_999);
    const before = [asked.ending, mute.ending];
    bench.clock.pass(1);
    const failed = { kind: 'failed', code: 'podGone', podGone: true };
    expect([before, asked.ending, mute.ending]).toEqual([
      [null, null],
      { ...failed, undelivered: false },
      { ...failed, undelivered: true },
    ]);
  });

  test('what is on its way still arrives, and who reads slowly has the time for it', async () => {
    const client = await bench.echoed('one');
    bench.pool.abandon(pod);
    bench.clock.pass(3_000);
    client.stream?.write(Buffer.from(' two'));
    await client.until(() => client.text === 'one two');
    bench.clock.pass(2_000);
    client.stream?.pause();
    bench.clock.pass(5_000);
    client.stream?.resume();
    // Also brings the answer to the tunnel's own question whether the path is alive.
    client.stream?.write(Buffer.from(' three'));
    await client.until(() => client.text === 'one two three');
    bench.clock.pass(5_000);
    expect(client.ending).toBe(null);
  });

  test('connections to other pods go on', async () => {
    const client = await bench.echoed('other', { ...pod, name: 'web-2', uid: 'uid-2' });
    bench.pool.abandon(pod);
    bench.clock.pass(6_000);
    expect(client.ending).toBe(null);
  });
});
