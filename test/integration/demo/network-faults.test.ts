import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';

import { joinByPath } from '../../../src-main/demo/api/network-path.ts';
import { Faults } from '../../../src-main/demo/faults.ts';
import { DemoHost } from '../../support/demo-host.ts';

const pods = '/api/v1/namespaces/shop/pods';

describe('the network before the demo cluster', () => {
  it('adds its round trip to everything: TCP, TLS, a request, a tunnel', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.roundTripMs = 300;
    const far = await timed(() => host.client().ask('GET', '/version'));
    const dial = await timed(async () => {
      using tunnel = await host.tunnel('orders-db-0');
      return tunnel;
    });
    using tunnel = await host.tunnel('orders-db-0');
    const open = await timed(() => {
      const stream = tunnel.open({ port: '5432' });
      return tunnel.until(() => tunnel.transcript(stream).data.length > 1);
    });
    const trips = [far, dial, open].map((ms) => Math.floor(ms / 300));
    expect(trips).toEqual([3, 3, 1]);
  });

  it('lets so many bytes pass in a second, in their order', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.bytesPerSecond = 400_000;
    using tunnel = await host.tunnel(await host.webPod());
    const started = performance.now();
    const stream = tunnel.open({ port: '8080' }, 'GET /bytes?n=200000 HTTP/1.0\r\n\r\n');
    const received = () => tunnel.transcript(stream).data.join('').length;
    await tunnel.until(() => received() > 200_000);
    const seconds = (performance.now() - started) / 1_000;
    const { body } = await host.client().ask('GET', pods);
    expect(JSON.parse(body)).toMatchObject({ kind: 'PodList' });
    expect(seconds).toBeGreaterThan(0.45);
  });

  it('resets a connection on which nothing passes, and leaves one on which something does', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.idleTimeoutMs = 800;
    using idle = await host.tunnel('orders-db-0');
    using busy = await host.tunnel('orders-db-0');
    const pinging = setInterval(() => busy.ping(1), 50);
    await idle.closed();
    const before = busy.pings.length;
    await busy.until(() => busy.pings.length > before + 2);
    clearInterval(pinging);
    expect([idle.isGoingAway, before > 0]).toEqual([false, true]);
  });

  it('resets connections after any number of bytes, and each end sees it', async () => {
    await using host = await DemoHost.start();
    const outcomes = new Set<string>();
    for (const bytes of [0, 1, 5, 300, 1_000, 1_700, 2_500, 100_000]) {
      host.demo.faults.cutConnectionsAfterBytes = bytes;
      outcomes.add(
        await host.tunnel('orders-db-0').then(
          (tunnel) => {
            tunnel[Symbol.dispose]();
            return `${bytes} works`;
          },
          (error: unknown) =>
            (error as NodeJS.ErrnoException).code === 'ECONNRESET' ? 'reset' : String(error),
        ),
      );
    }
    expect([...outcomes]).toEqual(['reset', '100000 works']);
  });

  it('lets exactly so many bytes pass, in both directions together', async () => {
    const faults = new Faults();
    faults.cutConnectionsAfterBytes = 1_500;
    await using application = await listening((socket) => socket.pipe(socket));
    await using front = await listening((socket) =>
      joinByPath(socket, connect({ port: application.port, allowHalfOpen: true }), faults),
    );
    const client = connect(front.port);
    let received = 0;
    client.on('data', (chunk) => (received += chunk.length));
    client.write(Buffer.alloc(1_000));
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    expect([error.code, received]).toEqual(['ECONNRESET', 500]);
  });

  it('ends with the server, and takes new connections with it', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.roundTripMs = 10;
    using tunnel = await host.tunnel('orders-db-0');
    await host.demo.stopApi();
    await tunnel.closed();
    await host.demo.startApi();
    expect((await host.client().ask('GET', '/version')).code).toBe(200);
  });
});

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function listening(
  serve: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
