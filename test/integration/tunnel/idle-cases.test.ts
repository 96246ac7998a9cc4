import { expect, test } from 'vitest';
import { settled } from './pool-bench.ts';
import { TunnelBench } from './tunnel-bench.ts';

test.each([
  ['spdy', 10_000],
  ['websocket', 5_000],
] as const)(
  'case 48: an idle tunnel by %s never stays silent for a minute, so that no load balancer closes it',
  async (transport, quietMs) => {
    await using bench = await TunnelBench.open(transport);
    const { clock, peer, tunnel } = bench;
    await settled(() => tunnel.received > 0);
    // The answer to its first ping is a sign of life of this time.
    clock.pass(quietMs);
    for (let round = 1; round <= 8; round += 1) {
      const heard = tunnel.received;
      const asked = peer.pings.length;
      clock.pass(quietMs);
      await settled(() => peer.pings.length > asked && tunnel.received > heard);
      // The heartbeat looks for its answer.
      clock.pass(5_000);
    }
    expect([tunnel.closed, tunnel.usable]).toEqual([false, true]);
  },
);
