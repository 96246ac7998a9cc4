import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dialSpdy } from '../../../src-main/engine/tunnel/dial.ts';
import { OverrunBudget } from '../../../src-main/engine/tunnel/overrun-budget.ts';
import { Tunnel } from '../../../src-main/engine/tunnel/tunnel.ts';
import type { UpgradeCall } from '../../../src-main/engine/tunnel/upgrade.ts';
import { dialWebSocket } from '../../../src-main/engine/tunnel/websocket-dial.ts';
import type { Wire } from '../../../src-main/engine/tunnel/wire.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';
import type { OpenedPair, SpdyPeer } from './spdy-peer.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'uid-1', node: 'node1' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const dialOf = {
  spdy: (call: UpgradeCall) => dialSpdy('POST', call, never),
  websocket: async (call: UpgradeCall): Promise<Wire> => {
    const dialled = await dialWebSocket({ kind: 'tunnel' }, call, never);
    if (dialled.kind !== 'tunnel') throw new Error('the server has no tunnels');
    return dialled.wire;
  },
};

describe.each(['spdy', 'websocket'] as const)('a tunnel by %s', (transport) => {
  let server: ScriptedApiServer;
  let clock: ManualClock;
  let tunnel: Tunnel;
  let peer: SpdyPeer;
  let changes: number;
  let budget: OverrunBudget;

  beforeEach(async () => {
    budget = new OverrunBudget(16 * 1024 * 1024);
    server = await ScriptedApiServer.start();
    clock = new ManualClock();
    changes = 0;
    tunnel = await openTunnel();
    const [first] = server.peers;
    if (first === undefined) throw new Error('no tunnel arrived');
    peer = first;
  });

  afterEach(async () => {
    tunnel[Symbol.dispose]();
    expect(clock.pending).toBe(0);
    await server[Symbol.asyncDispose]();
  });

  async function openTunnel(firstStreamId = 1): Promise<Tunnel> {
    const wire = await dialOf[transport]({ target: await server.upgradeTarget(), pod, clock });
    const onChanged = (): void => void (changes += 1);
    return new Tunnel({ wire, pod, clock, log, onChanged, budget, firstStreamId });
  }

  /** Opens a stream and waits until the server has seen it, and the bytes that came with it. */
  async function open(first = 'hello'): Promise<[RecordedStream, OpenedPair]> {
    const client = new RecordedStream();
    const before = peer.pairs.length;
    client.stream = tunnel.open(8080, first === '' ? null : Buffer.from(first), client);
    await peer.until(() => peer.pairs.length > before);
    const pair = peer.pairs[before];
    if (pair === undefined) throw new Error('no pair arrived');
    await peer.until(() => peer.text(pair.dataId) === first);
    return [client, pair];
  }

  /** Seconds of silence on the streams, in which the server is alive. */
  async function quiet(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      const heard = tunnel.received;
      peer.ping(2);
      while (tunnel.received === heard) await new Promise(setImmediate);
      clock.pass(1_000);
    }
  }

  test('sends both openings and the first bytes together, without waiting for an answer', async () => {
    const reads = peer.reads;
    const [, pair] = await open();
    expect({ pair, errorStreamClosed: peer.finished.has(1), text: peer.text(11) }).toEqual({
      pair: { errorId: 1, dataId: 11, port: 8080 },
      errorStreamClosed: true,
      text: 'hello',
    });
    if (transport === 'spdy') expect(peer.reads - reads).toBe(1);
  });

  test('gives both streams of a pair the same queue of the server, and each pair new ids', async () => {
    const pairs = [];
    for (let count = 0; count < 6; count += 1) pairs.push((await open())[1]);
    expect(pairs.map(({ errorId, dataId }) => [errorId, dataId - errorId])).toEqual(
      [1, 13, 25, 37, 49, 61].map((errorId) => [errorId, 10]),
    );
  });

  test('carries bytes both ways and keeps connections apart', async () => {
    const [first, firstPair] = await open('one');
    const [second, secondPair] = await open('two');
    peer.data(secondPair.dataId, 'answer two');
    peer.data(firstPair.dataId, 'answer one');
    first.stream?.write(Buffer.from(' more'));
    await first.until(() => first.text !== '');
    await peer.until(() => peer.text(firstPair.dataId) === 'one more');
    expect([first.text, second.text, peer.text(secondPair.dataId)]).toEqual([
      'answer one',
      'answer two',
      'two',
    ]);
  });

  test('lets a server speak first', async () => {
    const [client, pair] = await open('');
    peer.data(pair.dataId, '220 ready\r\n');
    await client.until(() => client.text === '220 ready\r\n');
    expect(peer.received.has(pair.dataId)).toBe(false);
  });

  test('ends when the data stream and the error stream have ended, and answers the end', async () => {
    const [client, pair] = await open();
    peer.data(pair.dataId, 'bye', true);
    peer.fin(pair.errorId);
    expect([await client.over(), client.text]).toEqual([{ kind: 'ended' }, 'bye']);
    await peer.until(() => peer.finished.has(pair.dataId));
    expect(tunnel.size).toBe(0);
  });

  test('fails with the text that comes after the end of the data', async () => {
    const [client, pair] = await open();
    peer.fin(pair.dataId);
    peer.data(pair.errorId, 'failed to connect to localhost:8080 inside namespace "x": connection refused');
    peer.reset(pair.dataId);
    peer.reset(pair.errorId);
    const ending = { kind: 'failed', code: 'connectionRefused', undelivered: true, podGone: false };
    expect([await client.over(), tunnel.usable]).toEqual([ending, true]);
  });

  test('fails with the text of older runtimes, which close both streams instead of resetting them', async () => {
    const [client, pair] = await open();
    peer.data(pair.dataId, 'part');
    peer.data(pair.errorId, 'read: connection reset by peer');
    peer.fin(pair.errorId);
    peer.fin(pair.dataId);
    const ending = { kind: 'failed', code: 'connectionReset', undelivered: false, podGone: false };
    expect([await client.over(), client.text]).toEqual([ending, 'part']);
  });

  test('waits a quarter of a second for an error stream that never ends', async () => {
    const [client, pair] = await open();
    peer.data(pair.dataId, 'bye', true);
    await client.until(() => client.text === 'bye');
    clock.pass(249);
    const early = client.ending;
    clock.pass(1);
    expect([early, client.ending]).toEqual([null, { kind: 'ended' }]);
  });

  test('takes a reset without a text before any byte for a pod that is gone, and retires', async () => {
    const [client, pair] = await open();
    const [neighbour, neighbourPair] = await open();
    peer.reset(pair.dataId);
    peer.reset(pair.errorId);
    const ending = { kind: 'failed', code: 'podGone', undelivered: true, podGone: true };
    expect([await client.over(), tunnel.usable, neighbour.ending]).toEqual([ending, false, null]);
    peer.data(neighbourPair.dataId, 'still here');
    await neighbour.until(() => neighbour.text === 'still here');
  });

  test('retires when the sandbox is gone', async () => {
    const [client, pair] = await open();
    peer.data(pair.errorId, 'network namespace for sandbox "62d8" is closed');
    peer.reset(pair.dataId);
    peer.reset(pair.errorId);
    const ending = { kind: 'failed', code: 'podGone', undelivered: true, podGone: true };
    expect([await client.over(), tunnel.closed]).toEqual([ending, true]);
  });

  test('one connection that fails leaves the others alone', async () => {
    const [failing, failingPair] = await open();
    const [other, otherPair] = await open();
    peer.data(failingPair.errorId, 'connection reset by peer');
    peer.reset(failingPair.errorId);
    peer.reset(failingPair.dataId);
    await failing.over();
    peer.data(otherPair.dataId, 'fine');
    await other.until(() => other.text === 'fine');
    expect([other.ending, tunnel.usable]).toEqual([null, true]);
  });

  test('swallows what comes for streams that are over, and answers pings of the server', async () => {
    const [gone, gonePair] = await open();
    gone.stream?.reset();
    await peer.until(() => peer.resets.has(gonePair.dataId) && peer.resets.has(gonePair.errorId));
    peer.data(gonePair.dataId, 'too late');
    peer.fin(gonePair.dataId);
    peer.reset(gonePair.errorId);
    peer.ping(4711 * 2);
    await peer.until(() => peer.pings.includes(4711 * 2));
    const [client, pair] = await open();
    peer.data(pair.dataId, 'alive');
    await client.until(() => client.text === 'alive');
    expect([gone.bytes, gone.ending]).toEqual([0, null]);
  });

  test('finishes its streams after GOAWAY, takes no new ones, and closes with the last', async () => {
    const [client, pair] = await open();
    peer.goAway();
    peer.data(pair.dataId, 'the rest');
    await client.until(() => client.text === 'the rest');
    const usable = tunnel.usable;
    peer.fin(pair.dataId);
    peer.fin(pair.errorId);
    expect([usable, await client.over(), tunnel.closed]).toEqual([false, { kind: 'ended' }, true]);
  });

  test('takes no new streams when its ids are used up', async () => {
    const last = await openTunnel(0x7fffffff - 18);
    const client = new RecordedStream();
    const before = last.usable;
    last.open(80, null, client);
    expect([before, last.usable, last.closed]).toEqual([true, false, false]);
    last[Symbol.dispose]();
  });

  test('fails its streams when it is lost; only what was never sent may be tried again', async () => {
    const [sent] = await open('hello');
    const [silent] = await open('');
    peer.socket.destroy();
    const lost = { kind: 'failed', code: 'tunnelLost', podGone: false };
    expect([await sent.over(), await silent.over(), tunnel.closed]).toEqual([
      { ...lost, undelivered: false },
      { ...lost, undelivered: true },
      true,
    ]);
  });

  test('is lost when the peer sends something that is no SPDY', async () => {
    const [client] = await open();
    peer.socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await client.over()).toMatchObject({ kind: 'failed', code: 'tunnelLost' });
    expect(client.failure?.problem.message).toMatch(/does not speak the port-forward protocol/);
  });

  describe('when the client has ended its side', () => {
    test('holds the end back while an HTTP answer is due, for a minute', async () => {
      const [client, pair] = await open('GET / HTTP/1.1\r\n\r\n');
      client.stream?.end();
      await quiet(55);
      const early = peer.finished.has(pair.dataId);
      peer.data(pair.dataId, 'late answer', true);
      peer.fin(pair.errorId);
      expect([early, await client.over(), client.text]).toEqual([false, { kind: 'ended' }, 'late answer']);
    });

    test('tells the pod after five quiet seconds', async () => {
      const [client, pair] = await open('raw');
      client.stream?.end();
      clock.pass(4_999);
      const early = peer.finished.has(pair.dataId);
      clock.pass(1);
      await peer.until(() => peer.finished.has(pair.dataId));
      expect([early, client.ending]).toEqual([false, null]);
    });

    test('tells the pod later while it still answers', async () => {
      const [client, pair] = await open('raw');
      client.stream?.end();
      for (let line = 1; line <= 30; line += 1) {
        peer.data(pair.dataId, 'line\n');
        await client.until(() => client.bytes === 5 * line);
        clock.pass(1_000);
      }
      expect([client.text.split('\n').length - 1, peer.finished.has(pair.dataId)]).toEqual([30, false]);
    });

    test('counts no longer as load, unless it still receives', async () => {
      const [client, pair] = await open('raw');
      const before = tunnel.load;
      client.stream?.end();
      const ended = tunnel.load;
      peer.data(pair.dataId, 'more');
      await client.until(() => client.bytes === 4);
      expect([before, ended, tunnel.load]).toEqual([1, 0, 1]);
    });
  });

  describe('under back-pressure', () => {
    const block = Buffer.alloc(256 * 1024, 7);

    test('stops the server while the only client does not read', async () => {
      const [client, pair] = await open();
      client.stream?.pause();
      let sent = 0;
      while (sent < 64 * 1024 * 1024 && peer.socket.writableLength < 4 * 1024 * 1024) {
        peer.data(pair.dataId, block);
        sent += block.length;
        await new Promise(setImmediate);
      }
      const whilePaused = client.bytes;
      client.stream?.resume();
      await client.until(() => client.bytes === sent);
      expect(whilePaused).toBeLessThan(1024 * 1024);
    });

    test('a client that does not read stops no other', async () => {
      const [slow, slowPair] = await open();
      const [quick, quickPair] = await open();
      slow.stream?.pause();
      for (let count = 0; count < 32; count += 1) peer.data(slowPair.dataId, block);
      peer.data(quickPair.dataId, 'prompt');
      await quick.until(() => quick.text === 'prompt');
      expect(tunnel.paused).toBe(false);
    });

    test('what clients that do not read pile up has one bound for all tunnels', async () => {
      const [slow, slowPair] = await open();
      await open();
      slow.stream?.pause();
      for (let count = 0; count < 80; count += 1) peer.data(slowPair.dataId, block);
      await slow.until(() => tunnel.paused);
      const piled = slow.bytes;
      slow.stream?.resume();
      await slow.until(() => slow.bytes === 80 * block.length);
      expect([Math.floor(piled / (1024 * 1024)), tunnel.paused]).toEqual([16, false]);
    });

    test('a tunnel that waits for that bound is read on once a client of another tunnel reads', async () => {
      using other = await openTunnel();
      const [, otherPeer] = server.peers;
      const greedy = new RecordedStream();
      greedy.stream = other.open(8080, null, greedy);
      other.open(8080, null, new RecordedStream());
      await otherPeer?.until(() => otherPeer.pairs.length === 2);
      const [slow, slowPair] = await open();
      const [quick, quickPair] = await open();
      for (const { stream } of [slow, greedy]) stream?.pause();
      const greedyId = otherPeer?.pairs[0]?.dataId ?? 0;
      for (let count = 0; count < 63; count += 1) otherPeer?.data(greedyId, block);
      await greedy.until(() => greedy.bytes === 63 * block.length);
      for (let count = 0; count < 4; count += 1) peer.data(slowPair.dataId, block);
      await slow.until(() => tunnel.paused);
      greedy.stream?.resume();
      peer.data(quickPair.dataId, 'prompt');
      await quick.until(() => quick.text === 'prompt');
    });

    test('an upload that the server does not read waits, and goes on complete', async () => {
      const [client, pair] = await open('x');
      peer.socket.pause();
      let written = 1;
      while (client.stream?.write(block) === true) written += block.length;
      written += block.length;
      const congested = tunnel.congested;
      peer.socket.resume();
      await client.until(() => client.drains > 0);
      let received = 0;
      const total = (): number => (received = peer.text(pair.dataId).length);
      await peer.until(() => total() === written);
      expect([congested, received]).toEqual([true, written]);
    });
  });

  describe('when the client resets', () => {
    test('cuts the tunnel of a busy download that was alone on it', async () => {
      const [client, pair] = await open();
      peer.data(pair.dataId, Buffer.alloc(2 * 1024 * 1024));
      await client.until(() => client.bytes === 2 * 1024 * 1024);
      client.stream?.reset();
      await peer.until(() => peer.socket.destroyed);
      expect([tunnel.closed, client.ending]).toEqual([true, null]);
    });

    test('is usable again once all five queues of the server have answered', async () => {
      const [client] = await open();
      peer.answersPings = false;
      const known = peer.pings.length;
      client.stream?.reset();
      await peer.until(() => peer.pings.length === known + 5);
      const meanwhile = tunnel.usable;
      const before = changes;
      for (const id of peer.pings.slice(known)) peer.ping(id);
      while (changes === before) await new Promise(setImmediate);
      expect([meanwhile, tunnel.usable]).toEqual([false, true]);
    });

    test('retires when a queue of the server does not answer', async () => {
      const [client] = await open();
      const [other] = await open();
      peer.answersPings = false;
      const known = peer.pings.length;
      client.stream?.reset();
      await peer.until(() => peer.pings.length === known + 5);
      clock.pass(2_000);
      expect([tunnel.live, tunnel.closed, other.ending]).toEqual([false, false, null]);
    });
  });

  describe('and its heartbeat', () => {
    test('asks a silent peer, and is lost when nothing comes back within ten seconds', async () => {
      const [client] = await open();
      peer.answersPings = false;
      const known = peer.pings.length;
      clock.pass(4_000);
      await peer.until(() => peer.pings.length === known + 1);
      clock.pass(5_000);
      expect([client.ending, tunnel.closed]).toEqual([
        { kind: 'failed', code: 'tunnelLost', undelivered: false, podGone: false },
        true,
      ]);
    });

    test('stays while the peer answers', async () => {
      const [client] = await open();
      for (let round = 1; round <= 3; round += 1) {
        const heard = tunnel.received;
        clock.pass(2_000);
        await peer.until(() => peer.pings.length === round);
        while (tunnel.received === heard) await new Promise(setImmediate);
        clock.pass(5_000);
      }
      expect([client.ending, tunnel.closed]).toEqual([null, false]);
    });
  });
});
