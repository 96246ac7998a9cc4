import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NetworkPath } from '../../support/network-path.ts';
import type { PoolBench } from './pool-bench.ts';
import { delivered, openV4, openV4Bench } from './v4-bench.ts';
import type { V4Peer } from './v4-peer.ts';

const lost = { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false };

let bench: PoolBench;
let path: NetworkPath;

beforeEach(async () => {
  bench = await openV4Bench();
  const target = await bench.server.upgradeTarget();
  path = await NetworkPath.start(target.server);
  const server = new URL(`http://[::1]:${path.port}`);
  bench.server.upgradeTarget = () => Promise.resolve({ ...target, server });
});
afterEach(async () => {
  // A path that swallows everything would hide from the server that the pool has closed.
  await bench.pool[Symbol.asyncDispose]();
  await path[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
});

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
    const [running] = await openV4(bench);
    const [other] = await openV4(bench);
    path.lose();
    bench.pool.doubt();
    // No time passes: a new connection waits for no verdict on the old ones.
    const [next, peer] = await openV4(bench);
    bench.clock.pass(1_499);
    const early = [running.ending, other.ending];
    bench.clock.pass(1);
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
    const [client, peer] = await openV4(bench);
    bench.pool.doubt();
    await answered(peer, 1);
    bench.clock.pass(1_500);
    expect([client.ending, client.text]).toEqual([null, '']);
  });

  test('a connection whose client does not read is kept, and found dead once it reads again', async () => {
    const [client] = await openV4(bench);
    client.stream?.pause();
    path.freeze();
    bench.pool.doubt();
    bench.clock.pass(30_000);
    const kept = client.ending;
    client.stream?.resume();
    bench.clock.pass(10_000);
    expect([kept, await client.over()]).toEqual([null, lost]);
  });

  test('an upload that the pod is slow to read is kept: its server cannot answer before', async () => {
    const [client, peer] = await openV4(bench);
    peer.webSocket.pause();
    const upload = Buffer.alloc(128 * 1024);
    client.stream?.write(upload);
    bench.pool.doubt();
    bench.clock.pass(6_000);
    const kept = client.ending;
    peer.webSocket.resume();
    await peer.until(() => peer.pings > 0 && peer.text.length === 'hello'.length + upload.length);
    await delivered(client, peer);
    bench.clock.pass(5_000);
    expect([kept, client.ending]).toEqual([null, null]);
  });
});

describe('without a doubt, a connection by v4', () => {
  test('whose path swallows everything is found dead within ten seconds of its last byte', async () => {
    const [client, peer] = await openV4(bench);
    bench.clock.pass(100);
    await delivered(client, peer);
    path.freeze();
    bench.clock.pass(9_900);
    expect(await client.over()).toEqual(lost);
  });

  test('is kept while its server answers, however long nobody speaks', async () => {
    const [client, peer] = await openV4(bench);
    for (let round = 1; round <= 5; round += 1) {
      bench.clock.pass(2_000);
      await answered(peer, round);
      bench.clock.pass(5_000);
    }
    expect(client.ending).toBe(null);
  });
});
