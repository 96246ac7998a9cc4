import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, refused, settled } from './pool-bench.ts';
import { RecordedStream } from './recorded-stream.ts';
import type { Upgrade } from './scripted-api-server.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('case 51: a server before 1.30 behind a proxy that drops SPDY', () => {
  beforeEach(() => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else answerAsOldServer(upgrade);
    };
  });

  test('is found in one handshake, whose connection serves the client that waits', async () => {
    await bench.echoed('one');
    expect([
      bench.asked(),
      bench.server.v4Peers.length,
      bench.server.upgrades[1]?.request.url,
      bench.pool.transport,
    ]).toEqual([
      ['POST spdy', 'GET websocket'],
      1,
      '/api/v1/namespaces/shop/pods/web-1/portforward?ports=80',
      'v4',
    ]);
  });

  test('gets one WebSocket for each connection, and none in advance', async () => {
    await bench.echoed('one');
    bench.pool.warm(pod);
    await Promise.all([bench.echoed('two'), bench.echoed('three')]);
    expect([bench.server.v4Peers.length, bench.server.upgrades.at(-1)?.protocols]).toEqual([
      3,
      ['v4.channel.k8s.io'],
    ]);
  });

  test('serves the client that comes while a tunnel is dialled in advance', async () => {
    const held: Upgrade[] = [];
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') answerAsOldServer(upgrade);
      else if (bench.server.upgrades.length === 1) held.push(upgrade);
      else upgrade.refuse(502);
    };
    bench.pool.warm(pod);
    await settled(() => held.length === 1);
    const client = bench.echoed('one');
    await new Promise(setImmediate);
    bench.clock.pass(500);
    await client;
    held[0]?.refuse(502);
    expect(bench.server.v4Peers.length).toBe(1);
  });

  test('is not asked for v4 while nobody waits', async () => {
    bench.pool.warm(pod);
    await settled(() => bench.count('websocket') === 1);
    await settled(() => bench.server.openSockets === 0);
    expect([bench.server.upgrades[1]?.request.url, bench.server.v4Peers.length]).toEqual([
      '/api/v1/namespaces/shop/pods/web-1/portforward',
      0,
    ]);
  });

  test('that has become newer gets tunnels again', async () => {
    await bench.echoed('one');
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.protocols.includes('SPDY/3.1+portforward.k8s.io') || upgrade.transport === 'spdy') {
        upgrade.accept();
      } else upgrade.refuse(400, 'v4 is no longer served');
    };
    await bench.echoed('two');
    expect(bench.pool.transport).toBe('spdy');
  });

  test('whose v4 connection nobody takes any more is not left with it', async () => {
    const controller = new AbortController();
    const held: Upgrade[] = [];
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else held.push(upgrade);
    };
    const opening = { port: 80, first: null, handlers: new RecordedStream() };
    const dialling = refused(bench.pool.dial(pod, opening, controller.signal));
    await settled(() => held.length === 1);
    controller.abort(new Error('the client left'));
    await dialling;
    held[0]?.acceptV4();
    await settled(() => bench.clock.pending > 0);
    await settled(() => bench.server.v4Peers.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    bench.clock.pass(2_000);
    await settled(() => bench.server.openSockets === 0);
  });
});

/** Before 1.30: SPDY, or a v4 WebSocket; both subprotocols may be offered together (tunnel.md, 1.2). */
function answerAsOldServer(upgrade: Upgrade): void {
  if (upgrade.transport === 'spdy') upgrade.accept();
  else if (upgrade.protocols.includes('v4.channel.k8s.io')) upgrade.acceptV4();
  else upgrade.refuse(400, 'query parameter "port" is required');
}
