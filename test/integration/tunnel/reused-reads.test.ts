import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { ReusedReads } from '../../../src-main/engine/tunnel/reused-reads.ts';
import { socketWire } from '../../../src-main/engine/tunnel/wire.ts';
import { listen, portOf } from '../../support/forward-bench.ts';

/** A wire to a server that sends these parts, each once the one before was read. */
async function wireTo(parts: readonly Buffer[]) {
  const server = await listen(
    createServer((socket) => {
      let next = 0;
      socket.on('error', () => undefined).on('data', () => socket.write(parts[next++] ?? 'end'));
    }),
  );
  const reads = new ReusedReads();
  const socket = connect({ port: portOf(server), host: '127.0.0.1', onread: reads.onread });
  reads.attach(socket);
  await once(socket, 'connect');
  return {
    socket,
    reads,
    [Symbol.dispose]: () => {
      socket.destroy();
      server.close();
    },
  };
}

function received(socket: ReturnType<typeof connect>, reads: ReusedReads, keeps: boolean, bytes: number) {
  const wire = socketWire(socket, Buffer.alloc(0), reads);
  const seen: { chunk: Buffer; copy: Buffer }[] = [];
  return new Promise<typeof seen>((resolve) => {
    let count = 0;
    wire.listen({
      received: (chunk) => {
        seen.push({ chunk, copy: Buffer.from(chunk) });
        count += chunk.length;
        if (count >= bytes) resolve(seen);
        else wire.send([Buffer.from('next')]);
        return keeps;
      },
      drained: () => undefined,
      closed: () => undefined,
    });
    wire.send([Buffer.from('first')]);
  });
}

const parts = ['a', 'b', 'c'].map((letter) => Buffer.alloc(1_000, letter));

test('reads into the same memory where nobody needs the last chunk any more', async () => {
  using to = await wireTo(parts);
  const seen = await received(to.socket, to.reads, false, 3_000);
  expect([
    new Set(seen.map(({ chunk }) => chunk.buffer)).size,
    Buffer.concat(seen.map(({ copy }) => copy)).equals(Buffer.concat(parts)),
  ]).toEqual([1, true]);
});

test('leaves memory alone that is still needed', async () => {
  using to = await wireTo(parts);
  const seen = await received(to.socket, to.reads, true, 3_000);
  expect(Buffer.concat(seen.map(({ chunk }) => chunk)).equals(Buffer.concat(parts))).toBe(true);
});

test('until a tunnel takes over, the socket is an ordinary stream; nothing of that is lost', async () => {
  using to = await wireTo(parts);
  to.socket.write('ask');
  await once(to.socket, 'readable');
  const seen = await received(to.socket, to.reads, false, 2_000);
  expect(String(Buffer.concat(seen.map(({ copy }) => copy)).subarray(0, 1_001))).toBe(
    `${'a'.repeat(1_000)}b`,
  );
});
