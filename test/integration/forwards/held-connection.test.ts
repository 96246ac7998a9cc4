import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForwardBench } from '../../support/forward-bench.ts';
import { sha256 } from '../../support/local-client.ts';
import { ending, halfOpenClient, traffic, until } from './clients.ts';

let bench: ForwardBench;

beforeEach(async () => {
  bench = await ForwardBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a connection without a pod', () => {
  it('is held, with what it sent, and served when a pod is ready', async () => {
    const { port } = await bench.start(await bench.app((socket) => socket.pipe(socket)));
    const socket = await halfOpenClient(port);
    socket.write('early');
    await until(() => traffic(bench)?.held === 1);
    const held = traffic(bench);
    bench.pods.offer('web-1');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect([String(answer), held, traffic(bench)]).toMatchObject([
      'early',
      { held: 1, open: 1, sentBytes: 0 },
      { held: 0, sentBytes: 5, failed: 0 },
    ]);
  });

  it('is reset when the hold time is over, with the reason', async () => {
    const { id, port } = await bench.start(80, { holdMs: 50 });
    bench.pods.lose();
    const socket = await halfOpenClient(port);
    expect([await ending(socket), bench.forwards.timeline(id).at(-1)?.problem]).toMatchObject([
      'ECONNRESET',
      {
        code: 'holdExpired',
        layer: 'apiServer',
        message:
          'No pod was ready within 0.05 seconds, so the connection was closed. Pod web-1 was deleted. Waiting for a new one.',
      },
    ]);
  });

  it('that has ended its side while it was held still gets its reply', async () => {
    const { port } = await bench.start(
      await bench.app((socket) => {
        void text(socket).then((all) => socket.end(`you said ${all}`));
      }),
    );
    const socket = await halfOpenClient(port);
    socket.end('early');
    await until(() => traffic(bench)?.held === 1);
    // The FIN is read some turns after the bytes; nothing tells of it before it counts.
    for (let count = 0; count < 20; count++) await turn();
    bench.pods.offer('web-1');
    expect(await text(socket)).toBe('you said early');
  });

  it('has the API asked once for all at once and each second, but leaves a running watch alone', async () => {
    const { port } = await bench.start(80);
    bench.pods.lose();
    const watched = await halfOpenClient(port);
    await until(() => traffic(bench)?.held === 1);
    const watching = bench.pods.nudged;
    watched.destroy();
    bench.pods.lose(undefined, Date.now() + 15_000);
    // The second of the watched one is over before the next ones come.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => halfOpenClient(port)));
    await until(() => traffic(bench)?.held === 5);
    const atOnce = bench.pods.nudged;
    await until(() => bench.pods.nudged > 1);
    for (const socket of clients) socket.destroy();
    expect([watching, atOnce, bench.pods.nudged]).toEqual([0, 1, 2]);
  });

  it('is forgotten when the client leaves', async () => {
    const { port } = await bench.start(80);
    const socket = await halfOpenClient(port);
    await until(() => traffic(bench)?.held === 1);
    socket.resetAndDestroy();
    await until(() => traffic(bench)?.open === 0);
    expect(traffic(bench)).toMatchObject({ held: 0, failed: 0, total: 1 });
  });

  it('reads no more than it can keep', async () => {
    const app = await bench.app((socket) => void buffer(socket).then((all) => socket.end(sha256(all))));
    const { port } = await bench.start(app);
    const upload = randomBytes(4 * 1024 * 1024);
    const socket = await halfOpenClient(port);
    socket.end(upload);
    await until(() => traffic(bench)?.held === 1);
    bench.pods.offer('web-1');
    expect([await text(socket), (bench.dialer.firsts[0]?.length ?? 0) < 512 * 1024]).toEqual([
      sha256(upload),
      true,
    ]);
  });
});
