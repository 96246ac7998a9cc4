import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, refused, settled } from './pool-bench.ts';
import type { Upgrade } from './scripted-api-server.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('the race between the transports', () => {
  test('case 49: a proxy that swallows SPDY costs a quarter of a second, and is remembered', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
    };
    const first = bench.echoed('one');
    await settled(() => bench.count('spdy') === 1);
    bench.clock.pass(249);
    expect(bench.count('websocket')).toBe(0);
    bench.clock.pass(1);
    await first;
    await bench.echoed('two');
    expect([bench.count('spdy'), bench.pool.transport]).toEqual([1, 'websocket']);
  });

  test('case 49: a proxy that strips the upgrade costs nothing but its answer', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(400, 'Upgrade request required');
      else upgrade.accept();
    };
    await bench.echoed('one');
    expect(bench.asked().slice(0, 2)).toEqual(['POST spdy', 'GET websocket']);
  });

  test('the loser is closed, even where it is answered in the same moment', async () => {
    const held: Upgrade[] = [];
    bench.server.onUpgrade = (upgrade) => {
      held.push(upgrade);
      if (held.length === 2) for (const each of held) each.accept();
      else if (held.length > 2) upgrade.accept();
    };
    const first = bench.echoed('one');
    await settled(() => held.length === 1);
    bench.clock.pass(250);
    await first;
    await settled(() => bench.server.openSockets === 2 && bench.server.peers.length === 3);
    expect(bench.server.peers.filter(({ pairs }) => pairs.length > 0).length).toBe(1);
  });

  test('a slow SPDY that answers first wins, and the WebSocket is dropped', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy' && bench.server.upgrades.length > 1) upgrade.accept();
    };
    const first = bench.echoed('one');
    await settled(() => bench.count('spdy') === 1);
    bench.clock.pass(250);
    await settled(() => bench.count('websocket') === 1);
    bench.server.upgrades[0]?.accept();
    await first;
    expect(bench.pool.transport).toBe('spdy');
  });

  test('before a server with a path prefix both start together', async () => {
    bench.server.pathPrefix = '/k8s/clusters/c-1';
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
    };
    await bench.echoed('one');
    expect(bench.asked().slice(0, 2).sort()).toEqual(['GET websocket', 'POST spdy']);
  });

  test('case 50: a proxy that drops both is named as one', async () => {
    bench.server.onUpgrade = (upgrade) => upgrade.refuse(400, 'Upgrade request required');
    const { code, layer, message } = await refused(bench.echoed('x'));
    expect([code, layer, message, bench.asked()]).toEqual([
      'upgradeRefused',
      'network',
      expect.stringContaining('Check that no proxy before it removes upgrades.'),
      ['POST spdy', 'GET websocket'],
    ]);
  });

  test('case 50: two transports that stay silent end after five seconds each', async () => {
    bench.server.onUpgrade = () => undefined;
    const dialling = refused(bench.echoed('x'));
    await settled(() => bench.count('spdy') === 1);
    bench.clock.pass(250);
    await settled(() => bench.count('websocket') === 1);
    bench.clock.pass(5_000);
    const { code, layer, detail } = await dialling;
    expect([code, layer, detail]).toEqual(['apiUnreachable', 'network', 'no answer within 5 s']);
  });

  test.each([1, 20, 60])(
    'case 47: SPDY that is cut after %i bytes of its answer falls to the WebSocket',
    async (at) => {
      const answer = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n';
      bench.server.onUpgrade = (upgrade) => {
        if (upgrade.transport === 'websocket') upgrade.accept();
        else upgrade.request.socket.end(answer.slice(0, at));
      };
      await bench.echoed('one');
      expect(bench.pool.transport).toBe('websocket');
    },
  );
});

describe.each([
  ['spdy', 'POST spdy'],
  ['websocket', 'GET websocket'],
  ['v4', 'GET websocket'],
] as const)('a transport fixed to %s', (transport, only) => {
  test('is the only one, and its refusal is final', async () => {
    await bench.reopen(transport);
    bench.server.onUpgrade = (upgrade) => {
      if (transport === 'v4') upgrade.acceptV4();
      else upgrade.accept();
    };
    await bench.echoed('one');
    bench.server.onUpgrade = (upgrade) => upgrade.refuse(502);
    bench.pool.retire(pod);
    expect([(await refused(bench.echoed('two'))).code, new Set(bench.asked()), bench.pool.transport]).toEqual(
      ['upgradeRefused', new Set([only]), transport],
    );
  });
});
