import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../../src-main/shared/language/message.ts';
import { ForwardBench } from '../../support/forward-bench.ts';
import { sha256 } from '../../support/local-client.ts';
import { ending, halfOpenClient, traffic, until } from './clients.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a connection', () => {
  it('carries the first words of a server that speaks first', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.end('220 ready\r\n')));
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    socket.end();
    expect(await text(socket)).toBe('220 ready\r\n');
  });

  it('sends the bytes that came with it along with its opening', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    bench.pods.offer('web-1');
    // One write before the connection is there leaves with the handshake's end.
    const socket = connect({ port, host: '127.0.0.1' });
    socket.write('hello');
    await once(socket, 'data');
    socket.destroy();
    expect(bench.dialer.firsts.map(String)).toEqual(['hello']);
  });

  it('carries 64 MiB both ways at once, counted to the byte', async () => {
    const size = 64 * 1024 * 1024;
    const [down, up] = [randomBytes(size), randomBytes(size)];
    const heard = createHash('sha256');
    const { port } = await bench.start(
      await bench.app((socket) => {
        let left = size;
        socket.on('data', (chunk) => {
          heard.update(chunk);
          left -= chunk.length;
          if (left === 0) socket.end();
        });
        socket.write(down);
      }),
    );
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    socket.write(up);
    const got = await buffer(socket);
    socket.end();
    expect([sha256(got), heard.digest('hex'), traffic(bench)]).toMatchObject([
      sha256(down),
      sha256(up),
      { receivedBytes: size, sentBytes: size, failed: 0 },
    ]);
  });

  it('keeps reading after the client has ended its side', async () => {
    const { port } = await bench.start(
      await bench.app((socket) => {
        void text(socket).then((all) => socket.end(`you said ${all}`));
      }),
    );
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    socket.end('all of it');
    expect([await text(socket), traffic(bench)]).toMatchObject([
      'you said all of it',
      { receivedBytes: 18, sentBytes: 9, failed: 0, total: 1 },
    ]);
  });

  it('resets the client where the pod reset, and counts it as failed', async () => {
    const { id, port } = await bench.start(
      await bench.app((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    socket.write('x');
    const ended = await ending(socket);
    const told = bench.forwards.timeline(id).map(({ kind, words }) => ({ kind, text: say('en', words) }));
    expect([ended, traffic(bench), told.at(-1)]).toMatchObject([
      'ECONNRESET',
      { failed: 1, open: 0, lastProblem: { code: 'connectionReset' } },
      { kind: 'connectionFailed', text: 'The pod reset the connection.' },
    ]);
  });

  it('resets the stream where the client reset, and counts no failure', async () => {
    const ended = Promise.withResolvers<string>();
    const { port } = await bench.start(
      await bench.app((socket) => {
        socket.write('ready');
        void ending(socket).then(ended.resolve);
      }),
    );
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    await once(socket, 'data');
    socket.resetAndDestroy();
    expect([await ended.promise, traffic(bench)]).toMatchObject(['ECONNRESET', { failed: 0, open: 0 }]);
  });

  it('lets a client that never closes take the whole reply after the pod has ended', async () => {
    const reply = randomBytes(8 * 1024 * 1024);
    const { port } = await bench.start(await bench.app((socket) => socket.end(reply)));
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    // Unread bytes in our receive buffer would turn the close into a reset.
    const writes = setInterval(() => socket.write('still talking'), 1);
    const got = await buffer(socket);
    clearInterval(writes);
    socket.destroy();
    expect(sha256(got)).toBe(sha256(reply));
  });

  it('holds a slow reader back without buffering the pod', async () => {
    const app = Promise.withResolvers<Socket>();
    const { port } = await bench.start(
      await bench.app((socket) => {
        app.resolve(socket);
        const block = randomBytes(1024 * 1024);
        const more = () => {
          while (socket.write(block)) if (socket.bytesWritten > 1024 ** 3) return;
        };
        socket.on('drain', more);
        more();
      }),
    );
    bench.pods.offer('web-1');
    const socket = await halfOpenClient(port);
    socket.pause();
    const pod = await app.promise;
    // Stalled: no drain for a while although the application always has more.
    let last = -1;
    while (traffic(bench)?.receivedBytes !== last) {
      last = traffic(bench)?.receivedBytes ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(last).toBeLessThan(32 * 1024 * 1024);
    pod.destroy();
    socket.destroy();
  });
});

it('500 connections at once are all served, and one that fails touches no other', async () => {
  const { port } = await bench.start(
    await bench.app((socket) => {
      socket.once('data', (data) => {
        if (String(data) === '7') socket.resetAndDestroy();
        else socket.end(data);
      });
    }),
  );
  bench.pods.offer('web-1');
  const answers = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const socket = await halfOpenClient(port);
      socket.write(String(index));
      return text(socket)
        .catch((error: unknown) => (error as NodeJS.ErrnoException).code)
        .finally(() => socket.destroy());
    }),
  );
  await until(() => traffic(bench)?.open === 0);
  expect([answers, traffic(bench), bench.dialer.openStreams]).toMatchObject([
    Array.from({ length: 500 }, (_, index) => (index === 7 ? 'ECONNRESET' : String(index))),
    { total: 500, failed: 1, open: 0 },
    0,
  ]);
});
