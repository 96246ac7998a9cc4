import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { silentLog } from '../../support/engine-host.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node1' };
const never = new AbortController().signal;

let server: ScriptedApiServer;
let clock: ManualClock;
let pool: TunnelPool;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  server.onPeer = (peer) => {
    peer.onData = (streamId, bytes) => peer.data(streamId, bytes);
  };
  clock = new ManualClock();
  pool = new TunnelPool({ access: server, clock, log: silentLog });
});

afterEach(async () => {
  await pool[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
  await server[Symbol.asyncDispose]();
});

async function echoed(first: string): Promise<RecordedStream> {
  const client = new RecordedStream();
  client.stream = await pool.dial(pod, 80, Buffer.from(first), client, never);
  await client.until(() => client.text === first);
  return client;
}

/** A tunnel begins with a ping, so one that was heard stands on both sides. */
async function spareIsThere(): Promise<void> {
  await settled(() => server.peers.length === 2 && server.peers.every(({ pings }) => pings.length === 1));
}

async function settled(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('after a sleep or a change of network', () => {
  test('case 41: dead tunnels are given up in a second and a half, and a new one serves the next connection at once', async () => {
    const running = await echoed('one');
    await spareIsThere();
    for (const peer of server.peers) peer.answersPings = false;
    pool.doubt();
    // No time passes: it need not wait for the verdict on the old ones.
    await echoed('two');
    clock.pass(1_500);
    expect({
      running: await running.over(),
      served: server.peers.slice(2).flatMap(({ pairs }) => pairs).length,
    }).toEqual({
      running: { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
      served: 1,
    });
  });

  test('tunnels that answer go on, and no connection notices', async () => {
    const running = await echoed('one');
    await spareIsThere();
    pool.doubt();
    await settled(() => server.peers.slice(0, 2).every(({ pings }) => pings.length === 2));
    running.stream?.write(Buffer.from(' more'));
    await running.until(() => running.text === 'one more');
    clock.pass(1_500);
    expect(running.ending).toBe(null);
  });
});

test('after the context leads elsewhere, running connections end on the old tunnels and new ones get new tunnels', async () => {
  const running = await echoed('old');
  await spareIsThere();
  pool.renew();
  const next = await echoed('new');
  await settled(() => server.peers[1]?.socket.destroyed === true);
  running.stream?.write(Buffer.from(' still'));
  await running.until(() => running.text === 'old still');
  expect({
    served: server.peers.map(({ pairs }) => pairs.length).filter((count) => count > 0),
    next: next.text,
  }).toEqual({ served: [1, 1], next: 'new' });
});

test('a tunnel whose answer is overdue takes no new connection until it has come', async () => {
  const running = await echoed('one');
  await spareIsThere();
  server.onUpgrade = () => undefined;
  await echoed('two');
  for (const peer of server.peers) peer.answersPings = false;
  // Both are asked after two silent seconds, and one more passes.
  clock.pass(3_100);
  const waiting = echoed('three');
  await new Promise(setImmediate);
  const early = server.peers.flatMap(({ pairs }) => pairs).length;
  for (const peer of server.peers) peer.ping(2);
  await settled(() => running.ending !== null || server.peers.every(({ pings }) => pings.includes(2)));
  clock.pass(500);
  await waiting;
  expect([early, running.ending]).toEqual([2, null]);
});
