import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';

import { SpdyClient } from '../../conformance/spdy-client.ts';
import { tunnelHandshake, webSocketDuplex } from '../../conformance/web-socket-duplex.ts';
import { DemoHost } from '../../support/demo-host.ts';

const tunnelPath = '/api/v1/namespaces/shop/pods/orders-db-0/portforward';
const spdyHeaders = {
  connection: 'Upgrade',
  upgrade: 'SPDY/3.1',
  'x-stream-protocol-version': 'portforward.k8s.io',
};

describe('the tunnels of the demo cluster', () => {
  it('are refused or dropped one way, and work the other', async () => {
    await using host = await DemoHost.start();
    const pod = await host.webPod();
    const attempt = async (way: 'SPDY' | 'WebSocket') => {
      try {
        using tunnel = await host.tunnel(pod, way);
        return tunnel.isGoingAway ? 'going' : 'works';
      } catch (error) {
        return /Upgrade request required|301|403|503|hang up/.exec(String(error))?.[0];
      }
    };

    const outcomes = [];
    for (const fault of ['strip', 'forbid', 'drop'] as const) {
      host.demo.faults.spdyUpgrade = fault;
      outcomes.push([await attempt('SPDY'), await attempt('WebSocket')]);
    }
    host.demo.faults.spdyUpgrade = {
      code: 301,
      body: '',
      headers: { location: 'https://elsewhere.example/' },
    };
    outcomes.push([await attempt('SPDY'), await attempt('WebSocket')]);
    host.demo.faults.reset();
    host.demo.faults.webSocketUpgrade = 'forbid';
    outcomes.push([await attempt('SPDY'), await attempt('WebSocket')]);

    expect(outcomes).toEqual([
      ['Upgrade request required', 'works'],
      ['403', 'works'],
      ['hang up', 'works'],
      ['301', 'works'],
      ['works', '403'],
    ]);
  });

  it('are promised in a protocol that nobody asked for', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.spdyUpgrade = 'foreign';
    const { socket, headers, protocol } = await host.client().upgrade('POST', tunnelPath, spdyHeaders);
    socket?.destroy();
    expect([headers['upgrade'], protocol]).toEqual(['foreign/1.0', undefined]);
  });

  it('are never answered, for as long as the client waits', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.spdyUpgrade = 'silent';
    let isAnswered = false;
    const waiting = host.client().upgrade('POST', tunnelPath, spdyHeaders);
    const answered = waiting.then(
      () => (isAnswered = true),
      (error: unknown) => String(error),
    );
    // Another request shows that the server has had its turn.
    await host.client().ask('GET', '/version');
    const meanwhile = isAnswered;
    await host.demo.stopApi();
    expect([meanwhile, await answered]).toEqual([false, 'Error: socket hang up']);
  });

  it('are told when to come again', async () => {
    await using host = await DemoHost.start();
    const busy = { code: 503, body: 'busy', headers: { 'retry-after': '7' } };
    host.demo.faults.answer = busy;
    const general = await host.client().upgrade('POST', tunnelPath, spdyHeaders);
    host.demo.faults.reset();
    host.demo.faults.webSocketUpgrade = { ...busy, code: 429 };
    const own = await host.client().upgrade('GET', tunnelPath, tunnelHandshake());
    const request = await host.client().ask('GET', '/version');
    expect([
      [general.code, general.headers['retry-after'], general.body],
      [own.code, own.headers['retry-after'], own.body],
      request.code,
    ]).toEqual([[503, '7', 'busy'], [429, '7', 'busy'], 200]);
  });

  it('need credentials that are answered 401 so many times', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.unauthorizedRequests = 2;
    const upgrade = await host.client().upgrade('POST', tunnelPath, spdyHeaders);
    const request = await host.client().ask('GET', '/version');
    using tunnel = await host.tunnel('orders-db-0');
    expect([upgrade.code, request.code, tunnel.isGoingAway]).toEqual([401, 401, false]);
  });

  it('say as an old runtime that nothing listens: the text, then two orderly ends', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel('orders-db-0');
    const order = async (): Promise<string[]> => {
      const frames: string[] = [];
      const stream = tunnel.open({ port: '9999' });
      const unwatch = tunnel.onFrame((id, what) => {
        if (what !== 'reply')
          frames.push(`${id === stream ? 'data' : 'error'} ${what.startsWith('>') ? 'text' : what}`);
      });
      await tunnel.over(stream);
      unwatch();
      return frames;
    };
    const today = await order();
    host.demo.faults.errorEnding = 'fin';
    expect([today, await order()]).toEqual([
      ['data fin', 'error text', 'error reset 5'],
      ['error text', 'error fin', 'data fin'],
    ]);
  });

  it('leave the connection of a stalled upload behind when they end, until its pod does', async () => {
    await using host = await DemoHost.start();
    await host.client().object('POST', '/api/v1/namespaces/shop/pods', stalledPod);
    await host.demo.readyPods('shop', 'stall', 1);
    {
      using tunnel = await host.tunnel('stall');
      const healthy = tunnel.open({ port: '7000' }, 'well');
      const stalled = tunnel.open({ port: '7003' });
      await tunnel.until(() => tunnel.transcript(stalled).data.includes('reply'));
      for (let frame = 0; frame < 40; frame++) tunnel.send(stalled, 'x'.repeat(256 * 1_024));
      await tunnel.until(() => tunnel.transcript(healthy).data.includes('> well'));
    }
    // The healthy stream's connection goes a second after the tunnel; then only the other is left.
    await vi.waitUntil(() => host.demo.connections('shop', 'stall') < 2, { timeout: 5_000 });
    const after = host.demo.connections('shop', 'stall');
    await host.demo.restartContainers('shop', 'stall');
    expect([after, host.demo.connections('shop', 'stall')]).toEqual([1, 0]);
  });

  it('need the right to create for both ways, and a WebSocket the right to get as well', async () => {
    await using host = await DemoHost.start();
    const pod = await host.webPod();
    const attempts = async (verb: string) => {
      host.demo.faults.forbidden = [{ verb, resource: 'pods/portforward', namespace: 'shop' }];
      const ways = await Promise.allSettled([host.tunnel(pod, 'SPDY'), host.tunnel(pod, 'WebSocket')]);
      return ways.map((way) =>
        way.status === 'rejected' ? /cannot \w+ resource/.exec(String(way.reason))?.[0] : 'works',
      );
    };
    expect([await attempts('create'), await attempts('get')]).toEqual([
      ['cannot create resource', 'cannot create resource'],
      ['works', 'cannot get resource'],
    ]);
  });

  it('break at once when direct, and inside a WebSocket only when the client speaks', async () => {
    await using host = await DemoHost.start();
    using direct = await host.tunnel('orders-db-0', 'SPDY');
    using inside = await host.tunnel('orders-db-0', 'WebSocket');
    for (const tunnel of [direct, inside]) {
      const stream = tunnel.open({ port: '5432' });
      await tunnel.until(() => tunnel.transcript(stream).data.length > 1);
    }
    const closed: string[] = [];
    const ends = [
      direct.closed().then(() => closed.push('direct')),
      inside.closed().then(() => closed.push('inside')),
    ];

    host.demo.faults.cutTunnels();
    await ends[0];
    closed.push('the client speaks');
    inside.ping(1);
    await ends[1];

    expect(closed).toEqual(['direct', 'the client speaks', 'inside']);
  });

  it('are cut after so many bytes', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.cutTunnelsAfterBytes = 10_000;
    using tunnel = await host.tunnel(await host.webPod());
    const stream = tunnel.open({ port: '8080' }, 'GET /bytes?n=1000000 HTTP/1.0\r\n\r\n');
    await tunnel.closed();
    expect(tunnel.transcript(stream).data.join('').length).toBeLessThan(10_000);
  });

  it('swallow everything, and give it back when the hole closes', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel('orders-db-0');
    const stream = tunnel.open({ port: '5432' });
    await tunnel.until(() => tunnel.transcript(stream).data.length > 1);
    const before = tunnel.transcript(stream).data.length;

    host.demo.faults.blackHoleTunnels = true;
    tunnel.send(stream, 'lost?\r\n');
    tunnel.ping(1);
    // Another request shows that the server has had its turn: what it would have sent would be here.
    await host.client().ask('GET', '/version');
    const meanwhile = [tunnel.transcript(stream).data.length - before, tunnel.pings.length];
    host.demo.faults.blackHoleTunnels = false;
    await tunnel.until(
      () => tunnel.transcript(stream).data.join('').includes('lost?') && tunnel.pings.length > 0,
    );

    expect(meanwhile).toEqual([0, 0]);
  });

  it('say goodbye with GOAWAY and serve on what they have', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel('orders-db-0');
    const stream = tunnel.open({ port: '5432' });
    await tunnel.until(() => tunnel.transcript(stream).data.length > 1);
    host.demo.faults.goAway();
    await tunnel.until(() => tunnel.isGoingAway);
    tunnel.send(stream, 'still here\r\n');
    await tunnel.until(() => tunnel.transcript(stream).data.join('').includes('still here'));
  });

  it('ignore streams that are opened after their GOAWAY', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel('orders-db-0');
    host.demo.faults.goAway();
    await tunnel.until(() => tunnel.isGoingAway);
    const late = tunnel.open({ port: '5432' });
    // Each worker has had its turn when all pings are back.
    for (const id of [1, 3, 5, 7, 9]) tunnel.ping(id);
    await tunnel.until(() => tunnel.pings.length === 5);
    expect(tunnel.transcript(late)).toEqual({ error: [], data: [] });
  });

  it('say GOAWAY to a client that does not speak SPDY, and close', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel('orders-db-0');
    tunnel.ping(0);
    await tunnel.closed();
    expect(tunnel.isGoingAway).toBe(true);
  });

  it('drop data of a stream that is not open yet', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel(
      (await host.demo.readyPods('shop', 'search', 1))[0]?.metadata.name ?? '',
    );
    tunnel.send(3, 'too early');
    tunnel.ping(1);
    await tunnel.until(() => tunnel.pings.length === 1);
    const stream = tunnel.open({ port: '7700' }, 'in time');
    await tunnel.until(() => tunnel.transcript(stream).data.length > 1);
    expect([stream, tunnel.transcript(stream).data]).toEqual([3, ['reply', '> in time']]);
  });

  it('stop reading altogether behind fifty frames that nobody takes, WebSocket pings too', async () => {
    await using host = await DemoHost.start();
    await host.client().object('POST', '/api/v1/namespaces/shop/pods', stalledPod);
    await host.demo.readyPods('shop', 'stall', 1);
    const path = '/api/v1/namespaces/shop/pods/stall/portforward';
    const { socket } = await host.client().upgrade('GET', path, tunnelHandshake());
    let pongs = 0;
    const frames = webSocketDuplex(
      socket ?? new PassThrough(),
      ({ opcode }) => (pongs += opcode === 0xa ? 1 : 0),
    );
    using direct = await host.tunnel('stall');
    using inside = new SpdyClient(frames);
    for (const tunnel of [direct, inside]) {
      const stalled = tunnel.open({ port: '7003' });
      await tunnel.until(() => tunnel.transcript(stalled).data.includes('reply'));
      for (let frame = 0; frame < 120; frame++) tunnel.send(stalled, 'x'.repeat(256 * 1_024));
      for (const id of [1, 3, 5, 7, 9]) tunnel.ping(id);
    }
    // What is on its way has arrived when the client's rest grows no smaller; only then is the server's reader asleep.
    let rest = -1;
    await vi.waitUntil(() => rest === (rest = frames.writableLength), { interval: 200, timeout: 10_000 });
    socket?.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0]));
    const healthy = await host.tunnel('stall');
    const stream = healthy.open({ port: '7000' }, 'well');
    await healthy.until(() => healthy.transcript(stream).data.includes('> well'));
    const meanwhile = [direct.pings.length, inside.pings.length, pongs];
    healthy[Symbol.dispose]();

    await host.demo.restartContainers('shop', 'stall');
    await direct.until(() => direct.pings.length === 5);
    await inside.until(() => inside.pings.length === 5);
    await inside.until(() => pongs === 1);
    expect(meanwhile).toEqual([0, 0, 0]);
  });

  it('reset new streams without a word when the node is lost', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel('orders-db-0');
    host.demo.killPod('shop', 'orders-db-0');
    const stream = tunnel.open({ port: '5432' });
    expect(await tunnel.over(stream)).toEqual({ error: ['reply', 'reset 5'], data: ['reply', 'reset 5'] });
  });

  it('are blocked by an upload nobody reads, but only for the streams that share its worker', async () => {
    await using host = await DemoHost.start();
    await host.client().object('POST', '/api/v1/namespaces/shop/pods', stalledPod);
    await host.demo.readyPods('shop', 'stall', 1);
    using tunnel = await host.tunnel('stall');
    const stalled = tunnel.open({ port: '7003' });
    await tunnel.until(() => tunnel.transcript(stalled).data.includes('reply'));
    // More than the kernel's buffers and the worker's queue hold, and less than what would stop the reader.
    for (let frame = 0; frame < 40; frame++) tunnel.send(stalled, 'x'.repeat(256 * 1_024));

    // Ping n is answered by worker n mod 5: one of five stays away. The stalled stream is number 3.
    for (const id of [1, 3, 5, 7, 9]) tunnel.ping(id);
    await tunnel.until(() => tunnel.pings.length === 4);
    const free = [0, 1, 2, 3].map(() => tunnel.open({ port: '7000' }, 'free'));
    await tunnel.until(
      () => free.filter((stream) => tunnel.transcript(stream).data.includes('> free')).length >= 2,
    );

    expect(tunnel.pings.toSorted((left, right) => left - right)).toEqual([1, 3, 5, 9]);
  });

  it('carry two hundred connections at once', async () => {
    await using host = await DemoHost.start();
    using tunnel = await host.tunnel(await host.webPod());
    const streams = Array.from({ length: 200 }, () =>
      tunnel.open({ port: '8080' }, 'GET /healthz HTTP/1.0\r\n\r\n'),
    );
    const ends = await Promise.all(streams.map((stream) => tunnel.over(stream)));
    expect(
      new Set(
        ends.map(({ data, error }) =>
          [error.join(), data.at(-1), data.join('').includes('200 OK')].join(' '),
        ),
      ),
    ).toEqual(new Set(['reply,fin fin true']));
  });
});

const stalledPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'stall', labels: { app: 'stall' } },
  spec: { containers: [{ name: 'server', image: 'portolan.test/server:1' }] },
};
