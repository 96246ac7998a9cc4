import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../../src-main/engine/log.ts';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { dataHeader } from '../../../src-main/engine/tunnel/spdy-frames.ts';
import { TunnelPool } from '../../../src-main/engine/tunnel/tunnel-pool.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { opcode, webSocketFrame, WebSocketServerByHand } from '../../support/web-socket-server.ts';
import { never, pod } from './pool-bench.ts';
import { RecordedStream } from './recorded-stream.ts';
import { ScriptedApiServer } from './scripted-api-server.ts';

async function dial(pool: TunnelPool): Promise<RecordedStream> {
  const client = new RecordedStream();
  client.stream = await pool.dial(pod, { port: 7_000, first: null, handlers: client }, never);
  return client;
}

describe('a tunnel inside a WebSocket', () => {
  let server: WebSocketServerByHand;
  let pool: TunnelPool;

  beforeEach(async () => {
    server = await WebSocketServerByHand.start();
    pool = new TunnelPool({ access: server, clock: systemClock, log: silentLog, transport: 'websocket' });
  });
  afterEach(async () => {
    await pool[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test('case 2: however its bytes are put into messages, fragments and writes, they are the same; pings between are answered', async () => {
    const client = await dial(pool);
    // The tunnel's first pair: error stream 1, data stream 11.
    const dataId = 11;
    let expected = Buffer.alloc(0);
    let heard = Buffer.alloc(0);
    // Only valid during the call: the tunnel reads into the same memory again.
    client.onData = (chunk) => (heard = Buffer.concat([heard, chunk]));
    const pings: string[] = [];
    const piece = fc.record({
      payload: fc.oneof(
        { weight: 6, arbitrary: fc.uint8Array({ maxLength: 300 }) },
        // Beyond 125 and 65,535 bytes the length takes 16 and 64 bits; 4 KiB is the server's own write buffer.
        {
          weight: 3,
          arbitrary: fc.constantFrom(4_096, 66_000).map((length) => new Uint8Array(length).fill(length)),
        },
      ),
      cuts: fc.array(fc.nat(), { maxLength: 5 }),
      ping: fc.option(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' })),
      emptyEnd: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (pieces, writes) => {
          const frames: Buffer[] = [];
          for (const { payload, cuts, ping, emptyEnd } of pieces) {
            const message = Buffer.concat([dataHeader(dataId, payload.length, false), payload]);
            expected = Buffer.concat([expected, payload]);
            const fragments = [...split(message, cuts), ...(emptyEnd ? [Buffer.alloc(0)] : [])];
            fragments.forEach((fragment, index) => {
              const fin = index === fragments.length - 1;
              frames.push(webSocketFrame(index === 0 ? opcode.binary : opcode.more, fragment, { fin }));
              if (ping === null || index > 0) return;
              frames.push(webSocketFrame(opcode.ping, Buffer.from(ping)));
              pings.push(ping);
            });
          }
          for (const chunk of split(Buffer.concat(frames), writes)) {
            server.socket.write(chunk);
            await new Promise(setImmediate);
          }
          await client.until(() => client.bytes >= expected.length);
          await server.until(() => server.pongs.length >= pings.length);
        },
      ),
      { numRuns: 40 },
    );
    expect([heard.equals(expected), server.pongs, client.ending]).toEqual([true, pings, null]);
  });

  test.each([
    [
      'a text message',
      webSocketFrame(opcode.text, Buffer.from('upstream is gone')),
      /reported: upstream is gone/,
    ],
    ['a masked frame', webSocketFrame(opcode.binary, Buffer.from('x'), { masked: true }), /MASK/],
    ['a reserved opcode', webSocketFrame(3, Buffer.from('x')), /opcode/],
  ])('case 8: %s ends the tunnel, with the reason', async (_what, frame, reason) => {
    const client = await dial(pool);
    server.socket.write(frame);
    expect(await client.over()).toMatchObject({ kind: 'failed', code: 'tunnelLost' });
    expect(client.failure?.problem.message).toMatch(reason);
  });

  test.each([
    ['a wrong accept key', () => (server.acceptKey = 'wrong'), /Sec-WebSocket-Accept/],
    ['another subprotocol', () => (server.protocol = 'chat'), /chat/],
  ])('case 8: %s is refused, with the reason', async (_what, change, reason) => {
    change();
    const problem = await dial(pool).then(
      () => null,
      (error: unknown) => problemOf(error),
    );
    expect([problem?.code, problem?.detail]).toEqual(['upgradeRefused', expect.stringMatching(reason)]);
  });
});

describe.each(['spdy', 'websocket'] as const)('a tunnel by %s', (transport) => {
  let server: ScriptedApiServer;
  let pool: TunnelPool;

  beforeEach(async () => {
    server = await ScriptedApiServer.start();
    pool = new TunnelPool({ access: server, clock: systemClock, log: silentLog, transport });
  });
  afterEach(async () => {
    await pool[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  async function opened() {
    const client = await dial(pool);
    const [peer] = server.peers;
    if (peer === undefined) throw new Error('no tunnel arrived');
    await peer.until(() => peer.pairs.length > 0);
    return { client, peer, dataId: peer.pairs[0]?.dataId ?? 0 };
  }

  test('case 4: the server’s own PING is echoed, an answer to none of ours is ignored', async () => {
    const { client, peer, dataId } = await opened();
    peer.ping(4_242);
    peer.ping(7_777);
    peer.data(dataId, 'alive');
    await client.until(() => client.text === 'alive');
    await peer.until(() => peer.pings.includes(4_242));
    expect([peer.pings.includes(7_777), client.ending]).toEqual([false, null]);
  });

  test('cases 5 and 6: SYN_REPLY, SETTINGS, HEADERS, WINDOW_UPDATE and types that do not exist are skipped', async () => {
    const { client, peer, dataId } = await opened();
    let sent = '';
    const type = fc.oneof(fc.constantFrom(2, 4, 8, 9), fc.integer({ min: 10, max: 0xffff }));
    await fc.assert(
      fc.asyncProperty(type, fc.uint8Array({ maxLength: 70_000, size: 'max' }), async (kind, body) => {
        const header = Buffer.alloc(8);
        header.writeUInt32BE(0x80030000 + kind, 0);
        header.writeUInt32BE(body.length, 4);
        peer.socket.write(Buffer.concat([header, body]));
        peer.data(dataId, '.');
        sent += '.';
        await client.until(() => client.bytes >= sent.length);
      }),
      { numRuns: 40 },
    );
    expect([client.text, client.ending]).toEqual([sent, null]);
  });

  test('case 12: a frame that announces 16 MiB and sends little takes little memory', async () => {
    const { client, peer, dataId } = await opened();
    const before = process.memoryUsage().arrayBuffers;
    peer.socket.write(dataHeader(dataId, 0xffffff, false));
    for (let count = 1; count <= 50; count += 1) {
      peer.socket.write(Buffer.alloc(1_000));
      await client.until(() => client.bytes >= 1_000 * count);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
  });
});

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}
