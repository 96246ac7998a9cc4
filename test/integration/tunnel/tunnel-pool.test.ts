import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, settled } from './pool-bench.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('tunnels to a pod', () => {
  test('a spare is dialled behind the first connection, and the next one takes it', async () => {
    await bench.echoed('one');
    await settled(() => bench.server.upgrades.length === 2);
    await settled(() => bench.server.peers.length === 2);
    await bench.echoed('two');
    expect(bench.server.peers.slice(0, 2).map(({ pairs }) => pairs.length)).toEqual([1, 1]);
  });

  test('a pod that is warm needs no dial for the first connection', async () => {
    bench.pool.warm(pod);
    await settled(() => bench.server.peers.length === 1);
    await bench.echoed('one');
    expect(bench.server.peers[0]?.pairs.length).toBe(1);
  });

  test('connections that come one after the other use the same tunnel again', async () => {
    bench.server.onPeer = (peer) => {
      peer.onPair = ({ dataId, errorId }) => {
        peer.data(dataId, 'bye', true);
        peer.fin(errorId);
      };
    };
    for (let count = 0; count < 20; count += 1) await (await bench.dial('hi')).over();
    expect(bench.server.upgrades.length).toBeLessThanOrEqual(2);
  });

  test('pods whose uid may not be read are told apart by their names', async () => {
    for (const name of ['web-1', 'web-2']) {
      const client = await bench.dial('hello', { ...pod, uid: '', name });
      await client.until(() => client.text === 'hello');
    }
    const paths = new Set(bench.server.upgrades.map(({ request }) => request.url));
    expect([...paths].map((path) => path?.split('/').at(-2)).sort()).toEqual(['web-1', 'web-2']);
  });

  test('eight connections have a tunnel each; the ninth shares', async () => {
    await bench.echoedAtOnce(8);
    await bench.echoed('ninth');
    const loads = bench.server.peers.map(({ pairs }) => pairs.length).sort();
    expect(loads).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });

  test('thirty connections at once are all served, spread over eight tunnels', async () => {
    const clients = await bench.echoedAtOnce(30);
    const loads = bench.server.peers.map(({ pairs }) => pairs.length);
    expect([clients.length, loads.length, Math.max(...loads) <= 6]).toEqual([30, 8, true]);
  });

  test('a hundred connections at once wait for no further tunnel', async () => {
    bench.pool.warm(pod);
    await settled(() => bench.server.peers[0]?.pings.length === 1);
    bench.server.onUpgrade = () => undefined;
    const clients = await bench.echoedAtOnce(100);
    expect([clients.length, bench.server.peers.length]).toEqual([100, 1]);
  });

  test('a dial that hangs keeps nobody waiting for more than half a second', async () => {
    await bench.echoed('one');
    await settled(() => bench.server.peers.length === 2);
    await bench.echoed('two');
    await settled(() => bench.server.upgrades.length === 3);
    bench.server.onUpgrade = () => undefined;
    await settled(() => bench.server.peers.length === 3);
    await bench.echoed('three');
    await settled(() => bench.server.upgrades.length === 4);
    const waiting = bench.echoed('four');
    bench.clock.pass(500);
    await waiting;
    expect(bench.server.peers.reduce((sum, { pairs }) => sum + pairs.length, 0)).toBe(4);
  });

  test('a client that does not read keeps none of the following from being served', async () => {
    const stalled = await bench.echoed('x');
    stalled.stream?.pause();
    const [peer] = bench.server.peers;
    const [pair] = peer?.pairs ?? [];
    for (let count = 0; count < 64; count += 1) peer?.data(pair?.dataId ?? 0, Buffer.alloc(1024 * 1024));
    await bench.echoedAtOnce(20);
    expect(peer?.pairs.length).toBe(1);
  });

  test('a neighbour of a client that stops reading is served on, whatever comes for that client', async () => {
    const clients = await bench.echoedAtOnce(9);
    const [shared] = bench.server.peers.filter(({ pairs }) => pairs.length === 2);
    const [stalledPair, neighbourPair] = shared?.pairs ?? [];
    const ofPair = (pair = stalledPair) =>
      clients.find(({ text }) => text === shared?.text(pair?.dataId ?? 0));
    ofPair(stalledPair)?.stream?.pause();
    for (let count = 0; count < 64; count += 1)
      shared?.data(stalledPair?.dataId ?? 0, Buffer.alloc(1024 * 1024));
    const neighbour = ofPair(neighbourPair);
    neighbour?.stream?.write(Buffer.from(' and on'));
    await neighbour?.until(() => neighbour.text.endsWith(' and on'));
  });

  test('a slow dial is waited for where all tunnels are stalled', async () => {
    const stalled = await bench.echoedAtOnce(8);
    for (const { stream } of stalled) stream?.pause();
    const slow = Promise.withResolvers<undefined>();
    bench.server.onUpgrade = (upgrade) => void slow.promise.then(() => upgrade.accept());
    const waiting = bench.echoed('waits');
    await settled(() => bench.server.upgrades.length > 8);
    bench.clock.pass(600);
    slow.resolve(undefined);
    await waiting;
    expect(bench.server.peers.slice(0, 8).map(({ pairs }) => pairs.length)).toEqual(Array<number>(8).fill(1));
  });

  test('an upload that the pod does not read keeps none of the following from being served', async () => {
    const stalled = await bench.echoed('x');
    const [peer] = bench.server.peers;
    peer?.socket.pause();
    for (let drains = -1; drains < stalled.drains;) {
      drains = stalled.drains;
      while (stalled.stream?.write(Buffer.alloc(64 * 1024)) === true);
      // What the system's buffers take is drained in the next turns.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await bench.echoedAtOnce(20);
    expect(peer?.pairs.length).toBe(1);
    // A server that reads nothing hears of no end either.
    peer?.socket.destroy();
  });

  test('a retired pod gets fresh tunnels, and each old one closes with its last connection', async () => {
    const running = await bench.echoed('old');
    await settled(() => bench.server.peers.length === 2);
    const ending = await bench.echoed('ends');
    const [, second] = bench.server.peers;
    bench.pool.retire(pod);
    await bench.echoed('new');
    const [pair] = second?.pairs ?? [];
    second?.fin(pair?.dataId ?? 0);
    second?.fin(pair?.errorId ?? 0);
    await ending.over();
    await settled(() => second?.socket.destroyed === true);
    running.stream?.write(Buffer.from(' still'));
    await running.until(() => running.text === 'old still');
    expect(bench.server.peers.slice(0, 2).map(({ pairs }) => pairs.length)).toEqual([1, 1]);
  });

  test('surplus spares are closed after a minute, one stays', async () => {
    const clients = await bench.echoedAtOnce(5);
    await settled(() => bench.server.openSockets === 6);
    for (const client of clients) client.stream?.reset();
    // Each tunnel begins with a ping; each reset is followed by five, whose answers make the tunnel clean again.
    await settled(() => bench.server.peers.filter(({ pings }) => pings.length === 6).length === 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let second = 0; second < 91; second += 1) {
      for (const peer of bench.server.peers) peer.ping(2);
      await new Promise((resolve) => setTimeout(resolve, 2));
      bench.clock.pass(1_000);
    }
    await settled(() => bench.server.openSockets === 1);
    expect(bench.server.upgrades.length).toBe(6);
  });

  test('connections whose tunnels are lost fail, and the next one is served by the spare', async () => {
    const clients = [];
    for (const text of ['one', 'two', 'three']) {
      clients.push(await bench.echoed(text));
      await settled(() => bench.server.peers.length === clients.length + 1);
    }
    for (const peer of bench.server.peers.slice(0, 3)) peer.socket.destroy();
    for (const client of clients) await client.over();
    await bench.echoed('four');
    expect(bench.server.peers[3]?.pairs.length).toBe(1);
  });

  test('a tunnel that dies as it is dialled is not handed out', async () => {
    bench.server.onPeer = (peer) => {
      if (bench.server.peers.length === 1) peer.socket.end();
      else peer.onData = (streamId, bytes) => peer.data(streamId, bytes);
    };
    bench.pool.warm(pod);
    await settled(() => bench.server.peers.length === 1);
    await settled(() => bench.server.openSockets === 0);
    await bench.echoed('one');
  });

  test('each pod has tunnels of its own', async () => {
    const other = { ...pod, name: 'web-2', uid: 'uid-2' };
    await bench.echoed('one');
    const client = await bench.dial('two', other);
    await client.until(() => client.text === 'two');
    expect(bench.server.upgrades.map(({ request }) => request.url).sort()).toContain(
      '/api/v1/namespaces/shop/pods/web-2/portforward',
    );
  });
});
