import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TunnelBench, transports } from './tunnel-bench.ts';

describe.each(transports)('a connection on a tunnel by %s', (transport) => {
  let bench: TunnelBench;

  beforeEach(async () => {
    bench = await TunnelBench.open(transport);
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  /** Seconds of silence on the streams, in which the server is alive. */
  async function quiet(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      const heard = bench.tunnel.received;
      bench.peer.ping(2);
      while (bench.tunnel.received === heard) await new Promise(setImmediate);
      bench.clock.pass(1_000);
    }
  }

  test('ends when the data stream and the error stream have ended, and answers the end', async () => {
    const [client, pair] = await bench.open();
    bench.peer.data(pair.dataId, 'bye', true);
    bench.peer.fin(pair.errorId);
    expect([await client.over(), client.text]).toEqual([{ kind: 'ended' }, 'bye']);
    await bench.peer.until(() => bench.peer.finished.has(pair.dataId));
    expect(bench.tunnel.size).toBe(0);
  });

  test('fails with the text that comes after the end of the data', async () => {
    const [client, pair] = await bench.open();
    bench.peer.fin(pair.dataId);
    bench.peer.data(
      pair.errorId,
      'failed to connect to localhost:8080 inside namespace "x": connection refused',
    );
    bench.peer.reset(pair.dataId);
    bench.peer.reset(pair.errorId);
    const ending = { kind: 'failed', code: 'connectionRefused', undelivered: true, podGone: false };
    expect([await client.over(), bench.tunnel.usable]).toEqual([ending, true]);
  });

  test('fails with the text of older runtimes, which close both streams instead of resetting them', async () => {
    const [client, pair] = await bench.open();
    bench.peer.data(pair.dataId, 'part');
    bench.peer.data(pair.errorId, 'read: connection reset by peer');
    bench.peer.fin(pair.errorId);
    bench.peer.fin(pair.dataId);
    const ending = { kind: 'failed', code: 'connectionReset', undelivered: false, podGone: false };
    expect([await client.over(), client.text]).toEqual([ending, 'part']);
  });

  test('waits a quarter of a second for an error stream that never ends', async () => {
    const [client, pair] = await bench.open();
    bench.peer.data(pair.dataId, 'bye', true);
    await client.until(() => client.text === 'bye');
    bench.clock.pass(249);
    const early = client.ending;
    bench.clock.pass(1);
    expect([early, client.ending]).toEqual([null, { kind: 'ended' }]);
  });

  test('takes a reset without a text before any byte for a pod that is gone, and retires', async () => {
    const [client, pair] = await bench.open();
    const [neighbour, neighbourPair] = await bench.open();
    bench.peer.reset(pair.dataId);
    bench.peer.reset(pair.errorId);
    const ending = { kind: 'failed', code: 'podGone', undelivered: true, podGone: true };
    expect([await client.over(), bench.tunnel.usable, neighbour.ending]).toEqual([ending, false, null]);
    bench.peer.data(neighbourPair.dataId, 'still here');
    await neighbour.until(() => neighbour.text === 'still here');
  });

  test('retires when the sandbox is gone', async () => {
    const [client, pair] = await bench.open();
    bench.peer.data(pair.errorId, 'network namespace for sandbox "62d8" is closed');
    bench.peer.reset(pair.dataId);
    bench.peer.reset(pair.errorId);
    const ending = { kind: 'failed', code: 'podGone', undelivered: true, podGone: true };
    expect([await client.over(), bench.tunnel.closed]).toEqual([ending, true]);
  });

  test('one connection that fails leaves the others alone', async () => {
    const [failing, failingPair] = await bench.open();
    const [other, otherPair] = await bench.open();
    bench.peer.data(failingPair.errorId, 'connection reset by peer');
    bench.peer.reset(failingPair.errorId);
    bench.peer.reset(failingPair.dataId);
    await failing.over();
    bench.peer.data(otherPair.dataId, 'fine');
    await other.until(() => other.text === 'fine');
    expect([other.ending, bench.tunnel.usable]).toEqual([null, true]);
  });

  describe('when the client has ended its side', () => {
    test('holds the end back while an HTTP answer is due, for a minute', async () => {
      const [client, pair] = await bench.open('GET / HTTP/1.1\r\n\r\n');
      client.stream?.end();
      await quiet(55);
      const early = bench.peer.finished.has(pair.dataId);
      bench.peer.data(pair.dataId, 'late answer', true);
      bench.peer.fin(pair.errorId);
      expect([early, await client.over(), client.text]).toEqual([false, { kind: 'ended' }, 'late answer']);
    });

    test('tells the pod after five quiet seconds', async () => {
      const [client, pair] = await bench.open('raw');
      client.stream?.end();
      bench.clock.pass(4_999);
      const early = bench.peer.finished.has(pair.dataId);
      bench.clock.pass(1);
      await bench.peer.until(() => bench.peer.finished.has(pair.dataId));
      expect([early, client.ending]).toEqual([false, null]);
    });

    test('tells the pod later while it still answers', async () => {
      const [client, pair] = await bench.open('raw');
      client.stream?.end();
      for (let line = 1; line <= 30; line += 1) {
        bench.peer.data(pair.dataId, 'line\n');
        await client.until(() => client.bytes === 5 * line);
        bench.clock.pass(1_000);
      }
      expect([client.text.split('\n').length - 1, bench.peer.finished.has(pair.dataId)]).toEqual([30, false]);
    });

    test('counts no longer as load, unless it still receives', async () => {
      const [client, pair] = await bench.open('raw');
      const before = bench.tunnel.load;
      client.stream?.end();
      const ended = bench.tunnel.load;
      bench.peer.data(pair.dataId, 'more');
      await client.until(() => client.bytes === 4);
      expect([before, ended, bench.tunnel.load]).toEqual([1, 0, 1]);
    });
  });

  describe('when the client resets', () => {
    test('cuts the tunnel of a busy download that was alone on it', async () => {
      const [client, pair] = await bench.open();
      bench.peer.data(pair.dataId, Buffer.alloc(2 * 1024 * 1024));
      await client.until(() => client.bytes === 2 * 1024 * 1024);
      client.stream?.reset();
      await bench.peer.until(() => bench.peer.socket.destroyed);
      expect([bench.tunnel.closed, client.ending]).toEqual([true, null]);
    });

    test('is usable again once all five queues of the server have answered', async () => {
      const [client] = await bench.open();
      bench.peer.answersPings = false;
      const known = bench.peer.pings.length;
      client.stream?.reset();
      await bench.peer.until(() => bench.peer.pings.length === known + 5);
      const meanwhile = bench.tunnel.usable;
      const before = bench.changes;
      for (const id of bench.peer.pings.slice(known)) bench.peer.ping(id);
      while (bench.changes === before) await new Promise(setImmediate);
      expect([meanwhile, bench.tunnel.usable]).toEqual([false, true]);
    });

    test('retires when a queue of the server does not answer', async () => {
      const [client] = await bench.open();
      const [other] = await bench.open();
      bench.peer.answersPings = false;
      const known = bench.peer.pings.length;
      client.stream?.reset();
      await bench.peer.until(() => bench.peer.pings.length === known + 5);
      bench.clock.pass(2_000);
      expect([bench.tunnel.live, bench.tunnel.closed, other.ending]).toEqual([false, false, null]);
    });
  });
});
