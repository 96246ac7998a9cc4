import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UpgradeAccess } from '../../../src-main/engine/kube/upgrade-access.ts';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { silentLog } from '../../support/engine-host.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { NetworkPath } from '../../support/network-path.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';
import type { V4Peer } from './v4-peer.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node1' };
const never = new AbortController().signal;
const lost = { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false };

let server: ScriptedApiServer;
let path: NetworkPath;
let clock: ManualClock;
let pool: TunnelPool;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  server.onUpgrade = (upgrade) => void upgrade.acceptV4();
  const target = await server.upgradeTarget();
  path = await NetworkPath.start(target.server);
  const way = new URL(`http://[::1]:${path.port}`);
  const access: UpgradeAccess = {
    upgradeTarget: () => Promise.resolve({ ...target, server: way }),
    credentialsRejected: () => undefined,
  };
  clock = new ManualClock();
  pool = new TunnelPool({ access, clock, log: silentLog, transport: 'v4' });
});

afterEach(async () => {
  await pool[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
  await path[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** A connection that the pod has seen, and the pod's end of it. */
async function open(): Promise<[RecordedStream, V4Peer]> {
  const client = new RecordedStream();
  client.stream = await pool.dial(pod, { port: 80, first: Buffer.from('hello'), handlers: client }, never);
  const peer = server.v4Peers.at(-1);
  if (peer === undefined) throw new Error('no connection arrived');
  await peer.until(() => peer.text === 'hello');
  return [client, peer];
}

/** A byte from the pod has arrived. */
async function delivered(client: RecordedStream, peer: V4Peer): Promise<void> {
  const before = client.bytes;
  peer.data('.');
  await client.until(() => client.bytes > before);
}

/** The server was asked so often, and its last answer has arrived; no other byte has passed. */
async function answered(peer: V4Peer, pings: number): Promise<void> {
  const before = path.bytesDown;
  await peer.until(() => peer.pings === pings);
  while (path.bytesDown === before) await new Promise(setImmediate);
  // From the path to the client it is one more turn of the loop.
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
}

describe('after a sleep or a change of network, by v4', () => {
  test('case 41: dead connections are given up in a second and a half, and the next one is served at once', async () => {
    const [running] = await open();
    const [other] = await open();
    path.lose();
    pool.doubt();
    // No time passes: a new connection waits for no verdict on the old ones.
    const [next, peer] = await open();
    clock.pass(1_499);
    const early = [running.ending, other.ending];
    clock.pass(1);
    await delivered(next, peer);
    expect({ early, late: [await running.over(), await other.over()], next: next.ending }).toEqual({
      early: [null, null],
      late: [lost, lost],
      next: null,
    });
    expect(running.failure?.problem.message).toBe(
      'The connection to the cluster went silent. Connect again.',
    );
  });

  test('a silent connection whose server answers the ping goes on, and its client notices nothing', async () => {
    const [client, peer] = await open();
    pool.doubt();
    await answered(peer, 1);
    clock.pass(1_500);
    expect([client.ending, client.text]).toEqual([null, '']);
  });

  test('a connection whose client does not read is kept, and found dead once it reads again', async () => {
    const [client] = await open();
    client.stream?.pause();
    path.freeze();
    pool.doubt();
    clock.pass(30_000);
    const kept = client.ending;
    client.stream?.resume();
    clock.pass(10_000);
    expect([kept, await client.over()]).toEqual([null, lost]);
  });

  test('an upload that the pod is slow to read is kept: its server cannot answer before', async () => {
    const [client, peer] = await open();
    peer.webSocket.pause();
    const upload = Buffer.alloc(128 * 1024);
    client.stream?.write(upload);
    pool.doubt();
    clock.pass(6_000);
    const kept = client.ending;
    peer.webSocket.resume();
    await peer.until(() => peer.pings > 0 && peer.text.length === 'hello'.length + upload.length);
    await delivered(client, peer);
    clock.pass(5_000);
    expect([kept, client.ending]).toEqual([null, null]);
  });
});

describe('without a doubt, a connection by v4', () => {
  test('whose path swallows everything is found dead within ten seconds of its last byte', async () => {
    const [client, peer] = await open();
    clock.pass(100);
    await delivered(client, peer);
    path.freeze();
    clock.pass(9_900);
    expect(await client.over()).toEqual(lost);
  });

  test('is kept while its server answers, however long nobody speaks', async () => {
    const [client, peer] = await open();
    for (let round = 1; round <= 5; round += 1) {
      clock.pass(2_000);
      await answered(peer, round);
      clock.pass(5_000);
    }
    expect(client.ending).toBe(null);
  });
});
