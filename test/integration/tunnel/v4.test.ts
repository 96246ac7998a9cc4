import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PoolBench } from './pool-bench.ts';
import { delivered, openV4, openV4Bench } from './v4-bench.ts';

const mebibyte = 1024 * 1024;

let bench: PoolBench;

beforeEach(async () => {
  bench = await openV4Bench();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a connection by v4', () => {
  test('asks for its port, and hides the numbers of the port from the client', async () => {
    const [client, peer] = await openV4(bench);
    peer.data('world');
    await client.until(() => client.text === 'world');
    expect([bench.server.upgrades[0]?.request.url, peer.port]).toEqual([
      '/api/v1/namespaces/shop/pods/web-1/portforward?ports=9001',
      9_001,
    ]);
  });

  test('lets the application speak first', async () => {
    bench.server.onV4Peer = (peer) => peer.data('220 ready');
    const [client] = await openV4(bench, '');
    await client.until(() => client.text === '220 ready');
  });

  test('sends whole small messages, each with its channel first', async () => {
    const [client, peer] = await openV4(bench, 'x');
    const upload = Buffer.alloc(mebibyte + 1, 'u');
    client.stream?.write(upload);
    await peer.until(() => peer.text.length === upload.length + 1);
    expect(peer.messages.map((message) => [message[0], message.length])).toEqual([
      [0, 2],
      ...Array.from({ length: 4 }, () => [0, 256 * 1024 + 1]),
      [0, 2],
    ]);
  });

  test('ends when the server closes in order, all data delivered', async () => {
    const [client, peer] = await openV4(bench);
    peer.data('bye');
    peer.webSocket.close(1000);
    expect([await client.over(), client.text]).toEqual([{ kind: 'ended' }, 'bye']);
  });

  test.each([
    ['dial tcp4 127.0.0.1:9001: connect: connection refused', 'connectionRefused', true, false],
    ['read tcp4 127.0.0.1:1->127.0.0.1:2: read: connection reset by peer', 'connectionReset', false, false],
    ['network namespace for sandbox "62d8" is closed', 'podGone', true, true],
  ])('fails as by SPDY with the text on the error channel: %s', async (text, code, undelivered, podGone) => {
    const [client, peer] = await openV4(bench);
    peer.error(text);
    peer.webSocket.close(1000);
    expect(await client.over()).toEqual({ kind: 'failed', code, undelivered, podGone });
  });

  test('fails with the text even where the server does not close after it', async () => {
    const [client, peer] = await openV4(bench);
    peer.error('connection refused');
    await delivered(client, peer);
    bench.clock.pass(250);
    expect([(await client.over())?.kind, client.failure?.problem.layer]).toEqual(['failed', 'application']);
  });

  test('that is cut has failed, and proves only without any byte that nothing was delivered', async () => {
    const [spoken, first] = await openV4(bench);
    const [silent, second] = await openV4(bench, '');
    for (const peer of [first, second]) peer.webSocket.terminate();
    expect([await spoken.over(), await silent.over()]).toEqual([
      { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
      { kind: 'failed', code: 'tunnelLost', undelivered: true, podGone: false },
    ]);
  });

  test('that speaks text or an unknown channel is cut', async () => {
    const [spoken, first] = await openV4(bench);
    first.webSocket.send('a text');
    const [strange, second] = await openV4(bench);
    second.webSocket.send(Buffer.from([7, 1]));
    expect([(await spoken.over())?.kind, (await strange.over())?.kind]).toEqual(['failed', 'failed']);
  });

  test('that the client resets is closed at once, and tells nothing more', async () => {
    const [client, peer] = await openV4(bench);
    client.stream?.reset();
    await peer.until(() => peer.closed);
    expect(client.ending).toBe(null);
  });

  test('fails when the pool closes', async () => {
    const [client] = await openV4(bench);
    await bench.pool[Symbol.asyncDispose]();
    expect(await client.over()).toMatchObject({ kind: 'failed', code: 'tunnelLost' });
  });
});

describe('a client that has ended its side, by v4', () => {
  test('gets the whole reply, since the protocol knows no half-close', async () => {
    const [client, peer] = await openV4(bench, 'go\n');
    client.stream?.end();
    for (let second = 0; second < 30; second += 1) {
      await delivered(client, peer);
      bench.clock.pass(1_000);
    }
    peer.webSocket.close(1000);
    expect([await client.over(), client.text.length]).toEqual([{ kind: 'ended' }, 30]);
  });

  test.each([
    ['x', 5_000],
    ['GET / HTTP/1.1\r\n', 60_000],
  ])('after %j is let go once the pod was silent for %i ms', async (first, quietMs) => {
    const [client, peer] = await openV4(bench, first);
    peer.webSocket.on('ping', () => undefined);
    client.stream?.end();
    for (let passed = 0; passed < quietMs - 1_000; passed += 1_000) {
      peer.webSocket.pong();
      await new Promise((resolve) => setTimeout(resolve, 2));
      bench.clock.pass(1_000);
    }
    expect(client.ending).toBe(null);
    bench.clock.pass(1_000);
    expect(client.ending).toEqual({ kind: 'ended' });
  });

  test('and wants that told immediately is let go after the second that kubectl gives a reply', async () => {
    const [client] = await openV4(bench, 'x');
    client.stream?.end('immediate');
    bench.clock.pass(999);
    expect(client.ending).toBe(null);
    bench.clock.pass(1);
    expect(client.ending).toEqual({ kind: 'ended' });
  });
});

describe('back-pressure by v4', () => {
  test('a client that does not read stops the server, and loses nothing', async () => {
    const [client, peer] = await openV4(bench, 'x');
    client.stream?.pause();
    for (let count = 0; count < 64; count += 1) peer.data(Buffer.alloc(mebibyte));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [piledUp, waiting] = [client.bytes, peer.webSocket.bufferedAmount];
    client.stream?.resume();
    await client.until(() => client.bytes === 64 * mebibyte);
    expect([piledUp < 2 * mebibyte, waiting > 48 * mebibyte]).toEqual([true, true]);
  });

  test('a pod that does not read stops the client, and loses nothing', async () => {
    const [client, peer] = await openV4(bench, 'x');
    peer.webSocket.pause();
    let sent = 1;
    while (client.stream?.write(Buffer.alloc(64 * 1024)) === true) sent += 64 * 1024;
    sent += 64 * 1024;
    peer.webSocket.resume();
    await client.until(() => client.drains > 0);
    await peer.until(() => peer.text.length === sent);
    expect(sent).toBeLessThan(16 * mebibyte);
  });
});
