import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RecordedStream } from './recorded-stream.ts';
import { TunnelBench, transports } from './tunnel-bench.ts';

describe.each(transports)('a tunnel by %s', (transport) => {
  let bench: TunnelBench;

  beforeEach(async () => {
    bench = await TunnelBench.open(transport);
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  test('sends both openings and the first bytes together, without waiting for an answer', async () => {
    const reads = bench.peer.reads;
    const [, pair] = await bench.open();
    expect({ pair, errorStreamClosed: bench.peer.finished.has(1), text: bench.peer.text(11) }).toEqual({
      pair: { errorId: 1, dataId: 11, port: 8080 },
      errorStreamClosed: true,
      text: 'hello',
    });
    if (transport === 'spdy') expect(bench.peer.reads - reads).toBe(1);
  });

  test('gives both streams of a pair the same queue of the server, and each pair new ids', async () => {
    const pairs = [];
    for (let count = 0; count < 6; count += 1) pairs.push((await bench.open())[1]);
    expect(pairs.map(({ errorId, dataId }) => [errorId, dataId - errorId])).toEqual(
      [1, 13, 25, 37, 49, 61].map((errorId) => [errorId, 10]),
    );
  });

  test('carries bytes both ways and keeps connections apart', async () => {
    const [first, firstPair] = await bench.open('one');
    const [second, secondPair] = await bench.open('two');
    bench.peer.data(secondPair.dataId, 'answer two');
    bench.peer.data(firstPair.dataId, 'answer one');
    first.stream?.write(Buffer.from(' more'));
    await first.until(() => first.text !== '');
    await bench.peer.until(() => bench.peer.text(firstPair.dataId) === 'one more');
    expect([first.text, second.text, bench.peer.text(secondPair.dataId)]).toEqual([
      'answer one',
      'answer two',
      'two',
    ]);
  });

  test('lets a server speak first', async () => {
    const [client, pair] = await bench.open('');
    bench.peer.data(pair.dataId, '220 ready\r\n');
    await client.until(() => client.text === '220 ready\r\n');
    expect(bench.peer.received.has(pair.dataId)).toBe(false);
  });

  test('swallows what comes for streams that are over, and answers pings of the server', async () => {
    const [gone, gonePair] = await bench.open();
    gone.stream?.reset();
    await bench.peer.until(
      () => bench.peer.resets.has(gonePair.dataId) && bench.peer.resets.has(gonePair.errorId),
    );
    bench.peer.data(gonePair.dataId, 'too late');
    bench.peer.fin(gonePair.dataId);
    bench.peer.reset(gonePair.errorId);
    bench.peer.ping(4711 * 2);
    await bench.peer.until(() => bench.peer.pings.includes(4711 * 2));
    const [client, pair] = await bench.open();
    bench.peer.data(pair.dataId, 'alive');
    await client.until(() => client.text === 'alive');
    expect([gone.bytes, gone.ending]).toEqual([0, null]);
  });

  test('finishes its streams after GOAWAY, takes no new ones, and closes with the last', async () => {
    const [client, pair] = await bench.open();
    bench.peer.goAway();
    bench.peer.data(pair.dataId, 'the rest');
    await client.until(() => client.text === 'the rest');
    const usable = bench.tunnel.usable;
    bench.peer.fin(pair.dataId);
    bench.peer.fin(pair.errorId);
    expect([usable, await client.over(), bench.tunnel.closed]).toEqual([false, { kind: 'ended' }, true]);
  });

  test('takes no new streams when its ids are used up', async () => {
    const { tunnel: last } = await bench.openTunnel(0x7fffffff - 18);
    const client = new RecordedStream();
    const before = last.usable;
    last.open({ port: 80, first: null, handlers: client });
    expect([before, last.usable, last.closed]).toEqual([true, false, false]);
  });

  test('takes no new streams once its end is seen, which is before the connection is closed', async () => {
    const seen: boolean[] = [];
    bench.peer.socket.end();
    // Looked at in every turn of the event loop: the end is read in one, the socket is closed in a later phase.
    while (!bench.tunnel.closed) {
      seen.push(bench.tunnel.usable);
      await turn();
    }
    expect([seen[0], seen.at(-1)]).toEqual([true, false]);
  });

  test('fails its streams when it is lost; only what was never sent may be tried again', async () => {
    const [sent] = await bench.open('hello');
    const [silent] = await bench.open('');
    bench.peer.socket.destroy();
    const lost = { kind: 'failed', code: 'tunnelLost', podGone: false };
    expect([await sent.over(), await silent.over(), bench.tunnel.closed]).toEqual([
      { ...lost, undelivered: false },
      { ...lost, undelivered: true },
      true,
    ]);
  });

  test('is lost when the peer sends something that is no SPDY', async () => {
    const [client] = await bench.open();
    bench.peer.socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await client.over()).toMatchObject({ kind: 'failed', code: 'tunnelLost' });
    expect(client.failure?.problem.message).toMatch(/does not speak the port-forward protocol/);
  });

  describe('and its heartbeat', () => {
    test('asks a silent peer, and is lost when nothing comes back within ten seconds', async () => {
      const [client] = await bench.open();
      bench.peer.answersPings = false;
      const known = bench.peer.pings.length;
      bench.clock.pass(4_000);
      await bench.peer.until(() => bench.peer.pings.length === known + 1);
      bench.clock.pass(5_000);
      expect([client.ending, bench.tunnel.closed]).toEqual([
        { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
        true,
      ]);
    });

    test('stays while the peer answers', async () => {
      const [client] = await bench.open();
      for (let round = 1; round <= 3; round += 1) {
        const heard = bench.tunnel.received;
        bench.clock.pass(2_000);
        await bench.peer.until(() => bench.peer.pings.length === round);
        while (bench.tunnel.received === heard) await new Promise(setImmediate);
        bench.clock.pass(5_000);
      }
      expect([client.ending, bench.tunnel.closed]).toEqual([null, false]);
    });
  });
});
