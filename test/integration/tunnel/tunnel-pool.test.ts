import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node1' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

let server: ScriptedApiServer;
let clock: ManualClock;
let pool: TunnelPool;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  // An echo, unless a test wants something else.
  server.onPeer = (peer) => {
    peer.onData = (streamId, bytes) => peer.data(streamId, bytes);
  };
  clock = new ManualClock();
  pool = new TunnelPool({ access: server, clock, log });
});

afterEach(async () => {
  await pool[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
  await server[Symbol.asyncDispose]();
});

async function dial(first: string | null, to = pod, signal = never): Promise<RecordedStream> {
  const client = new RecordedStream();
  client.stream = await pool.dial(to, 80, first === null ? null : Buffer.from(first), client, signal);
  return client;
}

async function echoed(first: string): Promise<RecordedStream> {
  const client = await dial(first);
  await client.until(() => client.text === first);
  return client;
}

async function reason(dialling: Promise<unknown>): Promise<{ code: string; detail: string | undefined }> {
  const error: unknown = await dialling.then(
    () => new Error('it was not refused'),
    (refusal: unknown) => refusal,
  );
  const { code, detail } = problemOf(error);
  return { code, detail };
}

async function settled(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('tunnels to a pod', () => {
  test('a spare is dialled behind the first connection, and the next one takes it', async () => {
    await echoed('one');
    await settled(() => server.upgrades.length === 2);
    await settled(() => server.peers.length === 2);
    await echoed('two');
    expect(server.peers.slice(0, 2).map(({ pairs }) => pairs.length)).toEqual([1, 1]);
  });

  test('a pod that is warm needs no dial for the first connection', async () => {
    pool.warm(pod);
    await settled(() => server.peers.length === 1);
    await echoed('one');
    expect(server.peers[0]?.pairs.length).toBe(1);
  });

  test('connections that come one after the other use the same tunnel again', async () => {
    server.onPeer = (peer) => {
      peer.onPair = ({ dataId, errorId }) => {
        peer.data(dataId, 'bye', true);
        peer.fin(errorId);
      };
    };
    for (let count = 0; count < 20; count += 1) await (await dial('hi')).over();
    expect(server.upgrades.length).toBeLessThanOrEqual(2);
  });

  test('pods whose uid may not be read are told apart by their names', async () => {
    for (const name of ['web-1', 'web-2']) {
      const client = await dial('hello', { ...pod, uid: '', name });
      await client.until(() => client.text === 'hello');
    }
    const paths = new Set(server.upgrades.map(({ request }) => request.url));
    expect([...paths].map((path) => path?.split('/').at(-2)).sort()).toEqual(['web-1', 'web-2']);
  });

  test('eight connections have a tunnel each; the ninth shares', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => echoed(`early ${index}`)));
    await echoed('ninth');
    const loads = server.peers.map(({ pairs }) => pairs.length).sort();
    expect(loads).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });

  test('thirty connections at once are all served, spread over eight tunnels', async () => {
    const clients = await Promise.all(Array.from({ length: 30 }, (_, index) => echoed(`number ${index}`)));
    const loads = server.peers.map(({ pairs }) => pairs.length);
    expect([clients.length, loads.length, Math.max(...loads) <= 6]).toEqual([30, 8, true]);
  });

  test('a hundred connections at once wait for no further tunnel', async () => {
    pool.warm(pod);
    await settled(() => server.peers[0]?.pings.length === 1);
    server.onUpgrade = () => undefined;
    const clients = await Promise.all(Array.from({ length: 100 }, (_, index) => echoed(`number ${index}`)));
    expect([clients.length, server.peers.length]).toEqual([100, 1]);
  });

  test('a dial that hangs keeps nobody waiting for more than half a second', async () => {
    await echoed('one');
    await settled(() => server.peers.length === 2);
    await echoed('two');
    await settled(() => server.upgrades.length === 3);
    server.onUpgrade = () => undefined;
    await settled(() => server.peers.length === 3);
    await echoed('three');
    await settled(() => server.upgrades.length === 4);
    const waiting = echoed('four');
    clock.pass(500);
    await waiting;
    expect(server.peers.reduce((sum, { pairs }) => sum + pairs.length, 0)).toBe(4);
  });

  test('a client that does not read keeps none of the following from being served', async () => {
    const stalled = await echoed('x');
    stalled.stream?.pause();
    const [peer] = server.peers;
    const [pair] = peer?.pairs ?? [];
    for (let count = 0; count < 64; count += 1) peer?.data(pair?.dataId ?? 0, Buffer.alloc(1024 * 1024));
    await Promise.all(Array.from({ length: 20 }, (_, index) => echoed(`number ${index}`)));
    expect(peer?.pairs.length).toBe(1);
  });

  test('a neighbour of a client that stops reading is served on, whatever comes for that client', async () => {
    const clients = await Promise.all(Array.from({ length: 9 }, (_, index) => echoed(`number ${index}`)));
    const [shared] = server.peers.filter(({ pairs }) => pairs.length === 2);
    const [stalledPair, neighbourPair] = shared?.pairs ?? [];
    const ofPair = (pair = stalledPair) => clients.find(({ text }) => text === shared?.text(pair?.dataId ?? 0));
    ofPair(stalledPair)?.stream?.pause();
    for (let count = 0; count < 64; count += 1) shared?.data(stalledPair?.dataId ?? 0, Buffer.alloc(1024 * 1024));
    const neighbour = ofPair(neighbourPair);
    neighbour?.stream?.write(Buffer.from(' and on'));
    await neighbour?.until(() => neighbour.text.endsWith(' and on'));
  });

  test('a slow dial is waited for where all tunnels are stalled', async () => {
    const stalled = await Promise.all(Array.from({ length: 8 }, (_, index) => echoed(`stalled ${index}`)));
    for (const { stream } of stalled) stream?.pause();
    const slow = Promise.withResolvers<undefined>();
    server.onUpgrade = (upgrade) => void slow.promise.then(() => upgrade.accept());
    const waiting = echoed('waits');
    await settled(() => server.upgrades.length > 8);
    clock.pass(600);
    slow.resolve(undefined);
    await waiting;
    expect(server.peers.slice(0, 8).map(({ pairs }) => pairs.length)).toEqual(Array<number>(8).fill(1));
  });

  test('an upload that the pod does not read keeps none of the following from being served', async () => {
    const stalled = await echoed('x');
    const [peer] = server.peers;
    peer?.socket.pause();
    for (let drains = -1; drains < stalled.drains;) {
      drains = stalled.drains;
      while (stalled.stream?.write(Buffer.alloc(64 * 1024)) === true);
      // What the system's buffers take is drained in the next turns.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.all(Array.from({ length: 20 }, (_, index) => echoed(`number ${index}`)));
    expect(peer?.pairs.length).toBe(1);
  });

  test('a retired pod gets fresh tunnels, and each old one closes with its last connection', async () => {
    const running = await echoed('old');
    await settled(() => server.peers.length === 2);
    const ending = await echoed('ends');
    const [, second] = server.peers;
    pool.retire(pod);
    await echoed('new');
    const [pair] = second?.pairs ?? [];
    second?.fin(pair?.dataId ?? 0);
    second?.fin(pair?.errorId ?? 0);
    await ending.over();
    await settled(() => second?.socket.destroyed === true);
    running.stream?.write(Buffer.from(' still'));
    await running.until(() => running.text === 'old still');
    expect(server.peers.slice(0, 2).map(({ pairs }) => pairs.length)).toEqual([1, 1]);
  });

  test('surplus spares are closed after a minute, one stays', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, (_, index) => echoed(`number ${index}`)));
    await settled(() => server.openSockets === 6);
    for (const client of clients) client.stream?.reset();
    // Each tunnel begins with a ping; each reset is followed by five, whose answers make the tunnel clean again.
    await settled(() => server.peers.filter(({ pings }) => pings.length === 6).length === 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let second = 0; second < 91; second += 1) {
      for (const peer of server.peers) peer.ping(2);
      await new Promise((resolve) => setTimeout(resolve, 2));
      clock.pass(1_000);
    }
    await settled(() => server.openSockets === 1);
    expect(server.upgrades.length).toBe(6);
  });

  test('connections whose tunnels are lost fail, and the next one is served by the spare', async () => {
    const clients = [];
    for (const text of ['one', 'two', 'three']) {
      clients.push(await echoed(text));
      await settled(() => server.peers.length === clients.length + 1);
    }
    for (const peer of server.peers.slice(0, 3)) peer.socket.destroy();
    for (const client of clients) await client.over();
    await echoed('four');
    expect(server.peers[3]?.pairs.length).toBe(1);
  });

  test('a tunnel that dies as it is dialled is not handed out', async () => {
    server.onPeer = (peer) => {
      if (server.peers.length === 1) peer.socket.end();
      else peer.onData = (streamId, bytes) => peer.data(streamId, bytes);
    };
    pool.warm(pod);
    await settled(() => server.peers.length === 1);
    await settled(() => server.openSockets === 0);
    await echoed('one');
  });

  test('each pod has tunnels of its own', async () => {
    const other = { ...pod, name: 'web-2', uid: 'uid-2' };
    await echoed('one');
    const client = await dial('two', other);
    await client.until(() => client.text === 'two');
    expect(server.upgrades.map(({ request }) => request.url).sort()).toContain(
      '/api/v1/namespaces/shop/pods/web-2/portforward',
    );
  });
});

describe('a dial', () => {
  test('asks with the prefix of the server, the credentials, and for the port-forward protocol', async () => {
    server.pathPrefix = '/k8s/clusters/c-1';
    await echoed('x');
    const { method, url, headers } = server.upgrades[0]?.request ?? {};
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
      server.onUpgrade = (upgrade) => {
        if (upgrade.transport === transport) upgrade.accept(earlyPing);
        else upgrade.refuse(502);
      };
      await echoed('x');
      const [peer] = server.peers;
      await peer?.until(() => peer.pings.includes(2));
      expect(peer?.pings).toContain(2);
    },
  );

  test('goes by WebSocket where SPDY is refused, and keeps to it', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else upgrade.accept();
    };
    await echoed('one');
    await settled(() => server.peers.length === 2);
    await Promise.all([echoed('two'), echoed('three')]);
    expect(server.upgrades.filter(({ transport }) => transport === 'spdy').length).toBe(1);
  });

  test('goes by WebSocket where a proxy swallows SPDY for five seconds', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
    };
    const dialling = echoed('one');
    await settled(() => server.upgrades.length === 1);
    clock.pass(5_000);
    await dialling;
  });

  test('goes by WebSocket where SPDY is cut during the upgrade', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
      else upgrade.request.socket.destroy();
    };
    await echoed('one');
  });

  test.each([
    'Upgrade: tcp\r\nX-Stream-Protocol-Version: portforward.k8s.io',
    'Upgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: other',
  ])('goes by WebSocket where the 101 switches to something else (%j)', async (fields) => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
      else upgrade.request.socket.write(`HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\n${fields}\r\n\r\n`);
    };
    await echoed('one');
  });

  test('refused both ways, tells the answer of the better way', async () => {
    const status = JSON.stringify({ kind: 'Status', message: 'cannot create pods/portforward' });
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(403, status);
      else upgrade.refuse(502);
    };
    expect([await reason(dial('x')), server.upgrades.map(({ transport }) => transport)]).toEqual([
      { code: 'forbidden', detail: 'HTTP 403: cannot create pods/portforward' },
      // The second SPDY is a GET, for which the right to "get" would do.
      ['spdy', 'websocket', 'spdy'],
    ]);
  });

  test('refused with 401, tries once more with new credentials', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.request.headers.authorization === 'Bearer second') upgrade.accept();
      else {
        server.token = 'second';
        upgrade.refuse(401);
      }
    };
    await echoed('x');
    expect(server.rejectedCredentials).toBe(1);
  });

  test('refused with 401 again, says so', async () => {
    server.onUpgrade = (upgrade) => upgrade.refuse(401);
    expect([await reason(dial('x')), server.upgrades.length]).toEqual([
      { code: 'unauthorized', detail: 'HTTP 401: ' },
      2,
    ]);
  });

  test('to a pod that is gone is told so, without a second try', async () => {
    const status = JSON.stringify({ kind: 'Status', message: 'pods "web-1" not found' });
    server.onUpgrade = (upgrade) => upgrade.refuse(404, status, { 'Content-Type': 'application/json' });
    expect([(await reason(dial('x'))).code, server.upgrades.length]).toEqual(['podGone', 1]);
  });

  test('does not follow a redirect', async () => {
    server.onUpgrade = (upgrade) => upgrade.refuse(302, '', { Location: 'https://login.example/?state=s' });
    expect((await reason(dial('x'))).code).toBe('upgradeRefused');
  });

  test('to a server that is not there says so', async () => {
    const gone = await ScriptedApiServer.start();
    const target = await gone.upgradeTarget();
    await gone[Symbol.asyncDispose]();
    server.upgradeTarget = () => Promise.resolve(target);
    expect((await reason(dial('x'))).code).toBe('apiUnreachable');
  });

  test('that is called off ends at once, and leaves the tunnel to the next', async () => {
    const controller = new AbortController();
    server.onUpgrade = () => undefined;
    const dialling = dial('x', pod, controller.signal);
    await settled(() => server.upgrades.length === 1);
    controller.abort(new Error('called off'));
    await expect(dialling).rejects.toThrow('called off');
    server.upgrades[0]?.accept();
    await echoed('y');
    expect(server.peers[0]?.pairs.length).toBe(1);
  });

  test('after the pool was closed is refused, and what was open has failed', async () => {
    const open = await echoed('x');
    await pool[Symbol.asyncDispose]();
    await settled(() => server.openSockets === 0);
    expect([open.ending, (await reason(dial('y'))).code]).toEqual([
      { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
      'tunnelLost',
    ]);
  });
});
