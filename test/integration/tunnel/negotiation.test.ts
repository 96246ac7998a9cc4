import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TransportMemory } from '../../../src-main/engine/tunnel/transport-memory.ts';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { type Problem, problemOf } from '../../../src-main/shared/problem.ts';
import type { Transport } from '../../../src-main/shared/transport.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer, type Upgrade } from './scripted-api-server.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node1' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const minutes = 60_000;

let server: ScriptedApiServer;
let clock: ManualClock;
let memory: TransportMemory;
let pool: TunnelPool;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  server.onPeer = (peer) => {
    peer.onData = (streamId, bytes) => peer.data(streamId, bytes);
  };
  server.onV4Peer = (peer) => {
    peer.onData = (bytes) => peer.data(bytes);
  };
  clock = new ManualClock();
  memory = new TransportMemory();
  pool = newPool();
});

afterEach(async () => {
  await pool[Symbol.asyncDispose]();
  await settled(() => server.openSockets === 0);
  expect(clock.pending).toBe(0);
  await server[Symbol.asyncDispose]();
});

function newPool(transport?: Transport): TunnelPool {
  return new TunnelPool({ access: server, clock, log, memory, transport });
}

async function echoed(text: string, to = pod): Promise<RecordedStream> {
  const client = new RecordedStream();
  client.stream = await pool.dial(to, 80, Buffer.from(text), client, never);
  await client.until(() => client.text === text);
  return client;
}

async function refused(dialling: Promise<unknown>): Promise<Problem> {
  return problemOf(
    await dialling.then(
      () => new Error('it was not refused'),
      (error: unknown) => error,
    ),
  );
}

async function settled(condition: () => boolean): Promise<void> {
  const end = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`it does not settle: ${condition.toString()}`);
    await new Promise(setImmediate);
  }
}

/** In the order of their arrival. */
function asked(): string[] {
  return server.upgrades.map(({ request, transport }) => `${String(request.method)} ${transport}`);
}

function count(transport: 'spdy' | 'websocket'): number {
  return server.upgrades.filter((upgrade) => upgrade.transport === transport).length;
}

/** Before 1.30: SPDY, or a v4 WebSocket; both subprotocols may be offered together (tunnel.md, 1.2). */
function answerAsOldServer(upgrade: Upgrade): void {
  if (upgrade.transport === 'spdy') upgrade.accept();
  else if (upgrade.protocols.includes('v4.channel.k8s.io')) upgrade.acceptV4();
  else upgrade.refuse(400, 'query parameter "port" is required');
}

function forbidden(verb: string): string {
  const message = `pods "web-1" is forbidden: User "u" cannot ${verb} resource "pods/portforward" in API group "" in the namespace "shop"`;
  return JSON.stringify({ kind: 'Status', message });
}

describe('the race between the transports', () => {
  test('case 49: a proxy that swallows SPDY costs a quarter of a second, and is remembered', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
    };
    const first = echoed('one');
    await settled(() => count('spdy') === 1);
    clock.pass(249);
    expect(count('websocket')).toBe(0);
    clock.pass(1);
    await first;
    await echoed('two');
    expect([count('spdy'), pool.transport]).toEqual([1, 'websocket']);
  });

  test('case 49: a proxy that strips the upgrade costs nothing but its answer', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(400, 'Upgrade request required');
      else upgrade.accept();
    };
    await echoed('one');
    expect(asked().slice(0, 2)).toEqual(['POST spdy', 'GET websocket']);
  });

  test('the loser is closed, even where it is answered in the same moment', async () => {
    const held: Upgrade[] = [];
    server.onUpgrade = (upgrade) => {
      held.push(upgrade);
      if (held.length === 2) for (const each of held) each.accept();
      else if (held.length > 2) upgrade.accept();
    };
    const first = echoed('one');
    await settled(() => held.length === 1);
    clock.pass(250);
    await first;
    await settled(() => server.openSockets === 2 && server.peers.length === 3);
    expect(server.peers.filter(({ pairs }) => pairs.length > 0).length).toBe(1);
  });

  test('a slow SPDY that answers first wins, and the WebSocket is dropped', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy' && server.upgrades.length > 1) upgrade.accept();
    };
    const first = echoed('one');
    await settled(() => count('spdy') === 1);
    clock.pass(250);
    await settled(() => count('websocket') === 1);
    server.upgrades[0]?.accept();
    await first;
    expect(pool.transport).toBe('spdy');
  });

  test('before a server with a path prefix both start together', async () => {
    server.pathPrefix = '/k8s/clusters/c-1';
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') upgrade.accept();
    };
    await echoed('one');
    expect(asked().slice(0, 2).sort()).toEqual(['GET websocket', 'POST spdy']);
  });

  test('case 50: a proxy that drops both is named as one', async () => {
    server.onUpgrade = (upgrade) => upgrade.refuse(400, 'Upgrade request required');
    const { code, layer, message } = await refused(echoed('x'));
    expect([code, layer, message, asked()]).toEqual([
      'upgradeRefused',
      'network',
      expect.stringContaining('Check that no proxy before it removes upgrades.'),
      ['POST spdy', 'GET websocket'],
    ]);
  });

  test('case 50: two transports that stay silent end after five seconds each', async () => {
    server.onUpgrade = () => undefined;
    const dialling = refused(echoed('x'));
    await settled(() => count('spdy') === 1);
    clock.pass(250);
    await settled(() => count('websocket') === 1);
    clock.pass(5_000);
    const { code, layer, detail } = await dialling;
    expect([code, layer, detail]).toEqual(['apiUnreachable', 'network', 'no answer within 5 s']);
  });

  test.each([1, 20, 60])(
    'case 47: SPDY that is cut after %i bytes of its answer falls to the WebSocket',
    async (at) => {
      const answer = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n';
      server.onUpgrade = (upgrade) => {
        if (upgrade.transport === 'websocket') upgrade.accept();
        else upgrade.request.socket.end(answer.slice(0, at));
      };
      await echoed('one');
      expect(pool.transport).toBe('websocket');
    },
  );

  test.each(['<html>log in</html>', '{}'])(
    'case 58: a 200 with %s is not taken for an answer',
    async (body) => {
      server.onUpgrade = (upgrade) => upgrade.refuse(200, body, { 'Content-Type': 'text/html' });
      expect(await refused(echoed('x'))).toMatchObject({ code: 'upgradeRefused', layer: 'network' });
    },
  );

  test('case 56: a redirect is not followed', async () => {
    server.onUpgrade = (upgrade) =>
      upgrade.refuse(301, '', { Location: `http://${String(upgrade.request.headers.host)}/other` });
    await refused(echoed('x'));
    expect(server.upgrades.every(({ request }) => request.url?.includes('/pods/web-1/'))).toBe(true);
  });
});

describe('what is remembered of a cluster', () => {
  /** A network in which SPDY gets no answer, until it is `mended`. */
  async function chooseWebSocket(): Promise<{ mend: () => void }> {
    let mended = false;
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket' || mended) upgrade.accept();
    };
    const first = echoed('one');
    await settled(() => count('spdy') === 1);
    clock.pass(250);
    await first;
    return { mend: () => (mended = true) };
  }

  test('outlives the pool', async () => {
    await chooseWebSocket();
    await pool[Symbol.asyncDispose]();
    pool = newPool();
    await echoed('two');
    expect(count('spdy')).toBe(1);
  });

  test('is forgotten after a day', async () => {
    await chooseWebSocket();
    await pool[Symbol.asyncDispose]();
    pool = newPool();
    clock.pass(24 * 60 * minutes + 1);
    server.onUpgrade = (upgrade) => void upgrade.accept();
    await echoed('two');
    expect(count('spdy')).toBeGreaterThan(1);
  });

  test.each([
    ['ten minutes', () => clock.pass(10 * minutes)],
    ['a change of the network', () => memory.nudge()],
  ])('SPDY that was slow is tried again after %s, behind a dial that waits for nothing', async (_, wait) => {
    const { mend } = await chooseWebSocket();
    await pool[Symbol.asyncDispose]();
    pool = newPool();
    mend();
    wait();
    await echoed('two');
    await settled(() => pool.transport === 'spdy');
    await settled(() => count('spdy') === 2);
    expect(server.peers.filter(({ pairs }) => pairs.length > 0).length).toBe(2);
  });

  test('SPDY that was refused is not tried again', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else upgrade.accept();
    };
    await echoed('one');
    memory.nudge();
    pool.retire(pod);
    await echoed('two');
    expect(count('spdy')).toBe(1);
  });

  test('a transport that begins to fail is replaced at once', async () => {
    await chooseWebSocket();
    pool.retire(pod);
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.accept();
      else upgrade.refuse(502);
    };
    await echoed('two');
    expect(pool.transport).toBe('spdy');
  });
});

describe('case 52: a user', () => {
  test('who may only "create" needs nothing else', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.request.method === 'POST') upgrade.accept();
      else upgrade.refuse(403, forbidden('get'));
    };
    await echoed('one');
    expect(new Set(asked())).toEqual(new Set(['POST spdy']));
  });

  test('who may only "get" is served by WebSocket', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.request.method === 'POST') upgrade.refuse(403, forbidden('create'));
      else upgrade.accept();
    };
    await echoed('one');
    expect(asked().slice(0, 2)).toEqual(['POST spdy', 'GET websocket']);
  });

  test('who may only "get" is served by a GET of SPDY where WebSockets carry no tunnel', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.request.method === 'POST') upgrade.refuse(403, forbidden('create'));
      else if (upgrade.transport === 'spdy') upgrade.accept();
      else upgrade.refuse(502);
    };
    await echoed('one');
    expect([asked().slice(0, 3), pool.transport]).toEqual([
      ['POST spdy', 'GET websocket', 'GET spdy'],
      'spdy',
    ]);
  });

  test('who may neither is told both in one sentence', async () => {
    server.onUpgrade = (upgrade) =>
      upgrade.refuse(403, forbidden(upgrade.request.method === 'POST' ? 'create' : 'get'));
    expect([await refused(echoed('x')), asked()]).toEqual([
      {
        code: 'forbidden',
        layer: 'apiServer',
        message:
          'You may not forward ports to pod web-1 in namespace shop. Ask the cluster\'s administrator for the right to "create" and "get" pods/portforward there.',
        detail: expect.stringMatching(/cannot create.*cannot get/) as unknown,
      },
      ['POST spdy', 'GET websocket'],
    ]);
  });

  test('whose rights differ between namespaces is served by the best way in each', async () => {
    server.onUpgrade = (upgrade) => {
      const isPoor = upgrade.request.url?.includes('/namespaces/poor/') === true;
      if (isPoor && upgrade.request.method === 'POST') upgrade.refuse(403, forbidden('create'));
      else upgrade.accept();
    };
    const poor = { ...pod, namespace: 'poor' };
    await echoed('one', poor);
    await echoed('two');
    await echoed('three', poor);
    expect(server.upgrades.filter(({ request }) => request.method === 'POST').length).toBeGreaterThan(1);
    expect(pool.transport).toBe('websocket');
  });
});

describe('credentials that are refused', () => {
  test('case 53: are fetched once for fifty waiting dials', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.request.headers.authorization === 'Bearer second') upgrade.accept();
      else upgrade.refuse(401);
    };
    server.credentialsRejected = () => {
      server.rejectedCredentials += 1;
      server.token = 'second';
    };
    const pods = Array.from({ length: 50 }, (_, index) => ({ ...pod, name: `web-${String(index)}` }));
    await Promise.all(pods.map((each) => echoed('x', each)));
    expect([server.rejectedCredentials, asked().filter((each) => each === 'GET websocket').length]).toEqual([
      1, 0,
    ]);
  });
});

test('case 53: credentials that expire are fetched once for all dials under way', async () => {
  await echoed('one');
  const pods = Array.from({ length: 10 }, (_, index) => ({ ...pod, name: `next-${String(index)}` }));
  server.onUpgrade = (upgrade) => {
    if (upgrade.request.headers.authorization === 'Bearer second') upgrade.accept();
    else upgrade.refuse(401);
  };
  server.credentialsRejected = () => {
    server.rejectedCredentials += 1;
    server.token = 'second';
  };
  await Promise.all(pods.map((each) => echoed('x', each)));
  expect(server.rejectedCredentials).toBe(1);
});

describe('a server that is busy', () => {
  test.each([
    [429, '2'],
    [503, new Date(1_000_000 + 2_000).toUTCString()],
  ])('case 55: with %i and Retry-After %s is left alone for so long', async (status, retryAfter) => {
    server.onUpgrade = (upgrade) => upgrade.refuse(status, '', { 'Retry-After': retryAfter });
    expect(await refused(echoed('x'))).toMatchObject({ code: 'apiError', layer: 'apiServer' });
    server.onUpgrade = (upgrade) => void upgrade.accept();
    const second = echoed('y');
    await new Promise(setImmediate);
    clock.pass(1_999);
    await new Promise(setImmediate);
    expect(server.upgrades.length).toBe(1);
    clock.pass(1);
    await second;
  });

  test('case 55: for longer than a client would wait, tells so at once, and not beyond a minute', async () => {
    server.onUpgrade = (upgrade) => upgrade.refuse(503, '', { 'Retry-After': '3600' });
    await refused(echoed('x'));
    expect([(await refused(echoed('y'))).code, server.upgrades.length]).toEqual(['apiError', 1]);
    clock.pass(60_000);
    server.onUpgrade = (upgrade) => void upgrade.accept();
    await echoed('z');
  });
});

describe('many dials to one cluster', () => {
  const pods = Array.from({ length: 20 }, (_, index) => ({ ...pod, name: `web-${String(index)}` }));

  test('wait for the first, and share its failure where the server is away', async () => {
    const target = await server.upgradeTarget();
    let connections = 0;
    server.upgradeTarget = () => {
      connections += 1;
      return Promise.resolve({ ...target, server: new URL('http://127.0.0.1:1') });
    };
    const problems = await Promise.all(pods.map((each) => refused(echoed('x', each))));
    expect([connections, new Set(problems.map(({ code }) => code))]).toEqual([
      1,
      new Set(['apiUnreachable']),
    ]);
  });

  test('wait no longer than half a second for a first that hangs', async () => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.request.url?.includes('/web-0/') !== true) upgrade.accept();
    };
    const first = refused(echoed('x', pods[0]));
    await settled(() => server.upgrades.length === 1);
    const second = echoed('y', pods[1]);
    await new Promise(setImmediate);
    clock.pass(500);
    await second;
    await settled(() => server.upgrades.length >= 3);
    clock.pass(5_000);
    clock.pass(5_000);
    await first;
  });

  test('after all tunnels were lost together follow the first one by one', async () => {
    await Promise.all(pods.slice(0, 4).map((each) => echoed('x', each)));
    await settled(() => server.peers.length === 8);
    for (const peer of server.peers) peer.socket.destroy();
    await settled(() => server.openSockets === 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = server.upgrades.length;
    const all = pods.slice(0, 4).map((each) => echoed('y', each));
    await settled(() => server.upgrades.length > before);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.upgrades.length - before).toBe(1);
    for (let step = 0; step < 8; step += 1) {
      clock.pass(50);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(all);
  });

  test('make no spare tunnels beyond sixty-four, but one for each pod where a client waits', async () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ ...pod, name: `web-${String(index)}` }));
    for (const each of many) await echoed('x', each);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const paths = new Set(server.upgrades.map(({ request }) => request.url));
    // Thirty-two pods have a spare: with them the limit is reached.
    expect([paths.size, server.openSockets]).toEqual([70, 70 + 32]);
  });
});

describe('case 51: a server before 1.30 behind a proxy that drops SPDY', () => {
  beforeEach(() => {
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else answerAsOldServer(upgrade);
    };
  });

  test('is found in one handshake, whose connection serves the client that waits', async () => {
    await echoed('one');
    expect([asked(), server.v4Peers.length, server.upgrades[1]?.request.url, pool.transport]).toEqual([
      ['POST spdy', 'GET websocket'],
      1,
      '/api/v1/namespaces/shop/pods/web-1/portforward?ports=80',
      'v4',
    ]);
  });

  test('gets one WebSocket for each connection, and none in advance', async () => {
    await echoed('one');
    pool.warm(pod);
    await Promise.all([echoed('two'), echoed('three')]);
    expect([server.v4Peers.length, server.upgrades.at(-1)?.protocols]).toEqual([3, ['v4.channel.k8s.io']]);
  });

  test('serves the client that comes while a tunnel is dialled in advance', async () => {
    const held: Upgrade[] = [];
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'websocket') answerAsOldServer(upgrade);
      else if (server.upgrades.length === 1) held.push(upgrade);
      else upgrade.refuse(502);
    };
    pool.warm(pod);
    await settled(() => held.length === 1);
    const client = echoed('one');
    await new Promise(setImmediate);
    clock.pass(500);
    await client;
    held[0]?.refuse(502);
    expect(server.v4Peers.length).toBe(1);
  });

  test('is not asked for v4 while nobody waits', async () => {
    pool.warm(pod);
    await settled(() => count('websocket') === 1);
    await settled(() => server.openSockets === 0);
    expect([server.upgrades[1]?.request.url, server.v4Peers.length]).toEqual([
      '/api/v1/namespaces/shop/pods/web-1/portforward',
      0,
    ]);
  });

  test('that has become newer gets tunnels again', async () => {
    await echoed('one');
    server.onUpgrade = (upgrade) => {
      if (upgrade.protocols.includes('SPDY/3.1+portforward.k8s.io') || upgrade.transport === 'spdy') {
        upgrade.accept();
      } else upgrade.refuse(400, 'v4 is no longer served');
    };
    await echoed('two');
    expect(pool.transport).toBe('spdy');
  });

  test('whose v4 connection nobody takes any more is not left with it', async () => {
    const controller = new AbortController();
    const held: Upgrade[] = [];
    server.onUpgrade = (upgrade) => {
      if (upgrade.transport === 'spdy') upgrade.refuse(502);
      else held.push(upgrade);
    };
    const dialling = refused(pool.dial(pod, 80, null, new RecordedStream(), controller.signal));
    await settled(() => held.length === 1);
    controller.abort(new Error('the client left'));
    await dialling;
    held[0]?.acceptV4();
    await settled(() => clock.pending > 0);
    await settled(() => server.v4Peers.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    clock.pass(2_000);
    await settled(() => server.openSockets === 0);
  });
});

describe.each([
  ['spdy', 'POST spdy'],
  ['websocket', 'GET websocket'],
  ['v4', 'GET websocket'],
] as const)('a transport fixed to %s', (transport, only) => {
  test('is the only one, and its refusal is final', async () => {
    await pool[Symbol.asyncDispose]();
    pool = newPool(transport);
    server.onUpgrade = (upgrade) => {
      if (transport === 'v4') upgrade.acceptV4();
      else upgrade.accept();
    };
    await echoed('one');
    server.onUpgrade = (upgrade) => upgrade.refuse(502);
    pool.retire(pod);
    expect([(await refused(echoed('two'))).code, new Set(asked()), pool.transport]).toEqual([
      'upgradeRefused',
      new Set([only]),
      transport,
    ]);
  });
});
