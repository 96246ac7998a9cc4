import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, refused, settled } from './pool-bench.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a dial', () => {
  test('asks with the prefix of the server, the credentials, and for the port-forward protocol', async () => {
    bench.server.pathPrefix = '/k8s/clusters/c-1';
    await bench.echoed('x');
    const { method, url, headers } = bench.server.upgrades[0]?.request ?? {};
    expect([
      method,
      url,
      headers?.upgrade,
      headers?.['x-stream-protocol-version'],
      headers?.authorization,
    ]).toEqual([
      'POST',
      '/k8s/clusters/c-1/api/v1/namespaces/shop/pods/web-1/portforward',
      'SPDY/3.1',
      'portforward.k8s.io',
      'Bearer first',
    ]);
  });

  test.each(['spdy', 'websocket'] as const)(
    'loses no bytes that come with the 101 (%s)',
    async (transport) => {
      const earlyPing = Buffer.from('800300060000000400000002', 'hex');
      bench.server.onUpgrade = (upgrade) => {
        if (upgrade.transport === transport) upgrade.accept(earlyPing);
        else upgrade.refuse(502);
      };
      await bench.echoed('x');
      const [peer] = bench.server.peers;
      await peer?.until(() => peer.pings.includes(2));
      expect(peer?.pings).toContain(2);
    },
  );

  test('goes by WebSocket where SPDY is refused, and keeps to it', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else upgrade.accept();
    };
    await bench.echoed('one');
    await settled(() => bench.server.peers.length === 2);
    await Promise.all([bench.echoed('two'), bench.echoed('three')]);
    expect(bench.count('spdy')).toBe(1);
  });

  test('goes by WebSocket where a proxy swallows SPDY for five seconds', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
    };
    const dialling = bench.echoed('one');
    await settled(() => bench.server.upgrades.length === 1);
    bench.clock.pass(5_000);
    await dialling;
  });

  test('goes by WebSocket where SPDY is cut during the upgrade', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
      else upgrade.request.socket.destroy();
    };
    await bench.echoed('one');
  });

  test.each([
    'Upgrade: tcp\r\nX-Stream-Protocol-Version: portforward.k8s.io',
    'Upgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: other',
  ])('goes by WebSocket where the 101 switches to something else (%j)', async (fields) => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
      else upgrade.request.socket.write(`HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\n${fields}\r\n\r\n`);
    };
    await bench.echoed('one');
  });

  test('refused both ways, tells the answer of the better way', async () => {
    const status = JSON.stringify({ kind: 'Status', message: 'cannot create pods/portforward' });
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(403, status);
      else upgrade.refuse(502);
    };
    const { code, detail } = await refused(bench.dial('x'));
    expect([code, detail, bench.asked()]).toEqual([
      'forbidden',
      'HTTP 403: cannot create pods/portforward',
      // For the GET of SPDY the right to "get" would do.
      ['POST spdy', 'GET websocket', 'GET spdy'],
    ]);
  });

  test('refused with 401, tries once more with new credentials', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.request.headers.authorization === 'Bearer second') upgrade.accept();
      else {
        bench.server.token = 'second';
        upgrade.refuse(401);
      }
    };
    await bench.echoed('x');
    expect(bench.server.rejectedCredentials).toBe(1);
  });

  test('refused with 401 again, says so', async () => {
    bench.server.onUpgrade = (upgrade) => upgrade.refuse(401);
    const { code, detail } = await refused(bench.dial('x'));
    expect([code, detail, bench.server.upgrades.length]).toEqual(['unauthorized', 'HTTP 401: ', 2]);
  });

  test('to a pod that is gone is told so, without a second try', async () => {
    const status = JSON.stringify({ kind: 'Status', message: 'pods "web-1" not found' });
    bench.server.onUpgrade = (upgrade) => upgrade.refuse(404, status, { 'Content-Type': 'application/json' });
    expect([(await refused(bench.dial('x'))).code, bench.server.upgrades.length]).toEqual(['podGone', 1]);
  });

  test('does not follow a redirect', async () => {
    bench.server.onUpgrade = (upgrade) =>
      upgrade.refuse(302, '', { Location: 'https://login.example/?state=s' });
    expect((await refused(bench.dial('x'))).code).toBe('upgradeRefused');
  });

  test('to a server that is not there says so', async () => {
    const gone = await ScriptedApiServer.start();
    const target = await gone.upgradeTarget();
    await gone[Symbol.asyncDispose]();
    bench.server.upgradeTarget = () => Promise.resolve(target);
    expect((await refused(bench.dial('x'))).code).toBe('apiUnreachable');
  });

  test('that is called off ends at once, and leaves the tunnel to the next', async () => {
    const controller = new AbortController();
    bench.server.onUpgrade = () => undefined;
    const dialling = bench.dial('x', pod, controller.signal);
    await settled(() => bench.server.upgrades.length === 1);
    controller.abort(new Error('called off'));
    await expect(dialling).rejects.toThrow('called off');
    bench.server.upgrades[0]?.accept();
    await bench.echoed('y');
    expect(bench.server.peers[0]?.pairs.length).toBe(1);
  });

  test('after the pool was closed is refused, and what was open has failed', async () => {
    const open = await bench.echoed('x');
    await bench.pool[Symbol.asyncDispose]();
    await settled(() => bench.server.openSockets === 0);
    expect([open.ending, (await refused(bench.dial('y'))).code]).toEqual([
      { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
      'tunnelLost',
    ]);
  });
});
