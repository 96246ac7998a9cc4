import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProblem, ProblemError } from '../../../src-main/shared/problem.ts';
import type { PortTraffic } from '../../../src-main/shared/traffic.ts';
import { ForwardBench } from '../../support/forward-bench.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A connected client that keeps what it hears and how it ended. */
async function client(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves with the error code of the end, or `clean`. */
async function ending(socket: Socket): Promise<string> {
  let code = 'clean';
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? 'unknown';
  });
  // Not once(): it would reject at the error that is expected here.
  await new Promise((resolve) => socket.resume().once('close', resolve));
  return code;
}

function traffic(): PortTraffic | undefined {
  return bench.forwards.traffic()[0]?.ports[0];
}

/** Waits for a condition that another socket's event will make true. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}

describe('a connection', () => {
  it('carries the first words of a server that speaks first', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.end('220 ready\r\n')));
    bench.pods.offer('web-1');
    const socket = await client(port);
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
    const socket = await client(port);
    socket.write(up);
    const got = await buffer(socket);
    socket.end();
    expect([sha(got), heard.digest('hex'), traffic()]).toMatchObject([
      sha(down),
      sha(up),
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
    const socket = await client(port);
    socket.end('all of it');
    expect([await text(socket), traffic()]).toMatchObject([
      'you said all of it',
      { receivedBytes: 18, sentBytes: 9, failed: 0, total: 1 },
    ]);
  });

  it('resets the client where the pod reset, and counts it as failed', async () => {
    const { id, port } = await bench.start(
      await bench.app((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    bench.pods.offer('web-1');
    const socket = await client(port);
    socket.write('x');
    expect([await ending(socket), traffic(), bench.forwards.timeline(id).at(-1)]).toMatchObject([
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
    const socket = await client(port);
    await once(socket, 'data');
    socket.resetAndDestroy();
    expect([await ended.promise, traffic()]).toMatchObject(['ECONNRESET', { failed: 0, open: 0 }]);
  });

  it('lets a client that never closes take the whole reply after the pod has ended', async () => {
    const reply = randomBytes(8 * 1024 * 1024);
    const { port } = await bench.start(await bench.app((socket) => socket.end(reply)));
    bench.pods.offer('web-1');
    const socket = await client(port);
    // Unread bytes in our receive buffer would turn the close into a reset.
    const writes = setInterval(() => socket.write('still talking'), 1);
    const got = await buffer(socket);
    clearInterval(writes);
    socket.destroy();
    expect(sha(got)).toBe(sha(reply));
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
    const socket = await client(port);
    socket.pause();
    const pod = await app.promise;
    // Stalled: no drain for a while although the application always has more.
    let last = -1;
    while (traffic()?.receivedBytes !== last) {
      last = traffic()?.receivedBytes ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(last).toBeLessThan(32 * 1024 * 1024);
    pod.destroy();
    socket.destroy();
  });
});

describe('a connection without a pod', () => {
  it('is held, with what it sent, and served when a pod is ready', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    const socket = await client(port);
    socket.write('early');
    await until(() => traffic()?.held === 1);
    const held = traffic();
    bench.pods.offer('web-1');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect([String(answer), held, traffic()]).toMatchObject([
      'early',
      { held: 1, open: 1, sentBytes: 0 },
      { held: 0, sentBytes: 5, failed: 0 },
    ]);
  });

  it('is reset when the hold time is over, with the reason', async () => {
    const { id, port } = await bench.start(80, { holdMs: 50 });
    bench.pods.lose();
    const socket = await client(port);
    expect([await ending(socket), bench.forwards.timeline(id).at(-1)?.problem]).toEqual([
      'ECONNRESET',
      {
        code: 'holdExpired',
        layer: 'apiServer',
        message:
          'No pod was ready within 0.05 s, so the connection was closed. Pod web-1 was deleted. Waiting for a new one.',
      },
    ]);
  });

  it('that has ended its side while it was held still gets its reply', async () => {
    const { port } = await bench.start(
      await bench.app((socket) => {
        void text(socket).then((all) => socket.end(`you said ${all}`));
      }),
    );
    const socket = await client(port);
    socket.end('early');
    await until(() => traffic()?.held === 1);
    // The FIN is read some turns after the bytes; nothing tells of it before it counts.
    for (let count = 0; count < 20; count++) await turn();
    bench.pods.offer('web-1');
    expect(await text(socket)).toBe('you said early');
  });

  it('has the API asked once for all at once and each second, but leaves a running watch alone', async () => {
    const { port } = await bench.start(80);
    bench.pods.lose();
    const watched = await client(port);
    await until(() => traffic()?.held === 1);
    const watching = bench.pods.nudged;
    watched.destroy();
    bench.pods.lose(undefined, Date.now() + 15_000);
    // The second of the watched one is over before the next ones come.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => client(port)));
    await until(() => traffic()?.held === 5);
    const atOnce = bench.pods.nudged;
    await until(() => bench.pods.nudged > 1);
    for (const socket of clients) socket.destroy();
    expect([watching, atOnce, bench.pods.nudged]).toEqual([0, 1, 2]);
  });

  it('is forgotten when the client leaves', async () => {
    const { port } = await bench.start(80);
    const socket = await client(port);
    await until(() => traffic()?.held === 1);
    socket.resetAndDestroy();
    await until(() => traffic()?.open === 0);
    expect(traffic()).toMatchObject({ held: 0, failed: 0, total: 1 });
  });

  it('reads no more than it can keep', async () => {
    const app = await bench.app((socket) => void buffer(socket).then((all) => socket.end(sha(all))));
    const { port } = await bench.start(app);
    const upload = randomBytes(4 * 1024 * 1024);
    const socket = await client(port);
    socket.end(upload);
    await until(() => traffic()?.held === 1);
    bench.pods.offer('web-1');
    expect([await text(socket), (bench.dialer.firsts[0]?.length ?? 0) < 512 * 1024]).toEqual([
      sha(upload),
      true,
    ]);
  });
});

describe('a connection whose opening fails', () => {
  const podGone = newProblem('podGone', 'Pod web-1 is gone.');

  it('moves to the next pod with the same bytes when nothing was delivered', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    bench.pods.offer('web-1');
    bench.dialer.failures.push({ problem: podGone, undelivered: true, podGone: true });
    const socket = await client(port);
    socket.write('once');
    await until(() => bench.pods.suspected.length > 0);
    bench.pods.offer('web-2');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect({
      answer: String(answer),
      suspected: bench.pods.suspected,
      retired: bench.dialer.retired,
      traffic: traffic(),
    }).toMatchObject({
      answer: 'once',
      suspected: ['web-1'],
      retired: ['web-1'],
      traffic: { sentBytes: 4, receivedBytes: 4, failed: 0 },
    });
  });

  it('is never sent twice when something may have been delivered', async () => {
    const { port } = await bench.start(80);
    bench.pods.offer('web-1');
    bench.dialer.failures.push({ problem: podGone, undelivered: false, podGone: true });
    const socket = await client(port);
    socket.write('once');
    expect([await ending(socket), bench.dialer.firsts.length]).toEqual(['ECONNRESET', 1]);
  });

  it('is tried again while the API server is away, within the hold time', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.end('back')));
    bench.pods.offer('web-1');
    const away = () => new ProblemError('apiUnreachable', 'The API server does not answer.');
    bench.dialer.refusals.push(away(), away(), away());
    const socket = await client(port);
    socket.end();
    expect([await text(socket), traffic()?.failed]).toEqual(['back', 0]);
  });

  it('is reset at once where nothing ever listened on the port', async () => {
    const { port } = await bench.start(1);
    bench.pods.offer('web-1');
    const socket = await client(port);
    expect([await ending(socket), bench.dialer.firsts.length, traffic()?.lastProblem]).toMatchObject([
      'ECONNRESET',
      1,
      { code: 'connectionRefused' },
    ]);
  });

  it('waits for an application that answered before and refuses while it restarts', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.end('up')));
    bench.pods.offer('web-1');
    const first = await client(port);
    first.end();
    await text(first);
    const refused = newProblem('connectionRefused', 'Nothing listens.');
    bench.dialer.failures.push({ problem: refused, undelivered: true, podGone: false });
    const second = await client(port);
    second.end();
    expect([await text(second), traffic()?.failed]).toEqual(['up', 0]);
  });

  it('ends the session where the right to forward is missing', async () => {
    const { id, port } = await bench.start(80);
    bench.pods.offer('web-1');
    bench.dialer.refusals.push(new ProblemError('forbidden', 'You may not create pods/portforward.'));
    const socket = await client(port);
    await ending(socket);
    expect(bench.forwards.state(id)).toMatchObject({ phase: 'failed', problem: { code: 'forbidden' } });
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
      const socket = await client(port);
      socket.write(String(index));
      return text(socket)
        .catch((error: unknown) => (error as NodeJS.ErrnoException).code)
        .finally(() => socket.destroy());
    }),
  );
  await until(() => traffic()?.open === 0);
  expect([answers, traffic(), bench.dialer.openStreams]).toMatchObject([
    Array.from({ length: 500 }, (_, index) => (index === 7 ? 'ECONNRESET' : String(index))),
    { total: 500, failed: 1, open: 0 },
    0,
  ]);
});

function sha(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
