import { describe, expect, it } from 'vitest';
import { openClusterBed } from '../cases/cluster-bed.ts';
import { startCluster } from '../cluster/cluster.ts';
import { LocalClient } from '../support/local-client.ts';
import { exchange } from '../support/tcp-client.ts';

describe.each([
  ['spdy', 1_000],
  ['websocket', 6_000],
] as const)(
  'a kubelet that dies under a forward by %s',
  (transport, foundWithinMs) => {
    it('case 38: is missed at once, and who comes meanwhile is served when it is back', async ({ skip }) => {
      const cluster = await startCluster();
      skip(!cluster.isOwn, 'Only our own cluster may be broken.');
      await using bed = await openClusterBed(transport);
      const { endpoint, traffic } = await bed.forward('echo', { holdMs: 60_000 });
      using client = await LocalClient.connect(endpoint);
      await client.echo('before');
      const { isBack } = await cluster.killKubelet();
      const died = performance.now();
      try {
        expect(await client.over()).toBe('ECONNRESET');
        const found = performance.now() - died;
        const dialled = bed.path.next().then(() => performance.now() - died - found);
        const waiting = exchange(endpoint, 'patience');
        expect([found < foundWithinMs, (await dialled) < 500]).toEqual([true, true]);
        expect([(await waiting).toString(), traffic().failed]).toEqual(['patience', 1]);
      } finally {
        await isBack;
      }
    });
  },
  180_000,
);
