import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { EntryBench } from '../../support/entry-bench.ts';
import { ask } from '../../support/http-client.ts';

let bench: EntryBench;
afterEach(() => bench[Symbol.asyncDispose]());

it.each([
  ['of a length', 'Content-Length: 5\r\n\r\nhello'],
  ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
])(
  'a request with a body %s is answered without the upgrade that it offers',
  async (_what, rest) => {
    bench = await EntryBench.toApp((request, response) => {
      void text(request).then((body) => response.end(`${body} ${String(request.headers.upgrade)}\n`));
    });
    const client = await bench.client();
    await client.send(
      `POST / HTTP/1.1\r\nHost: ${bench.host}\r\nConnection: Upgrade\r\nUpgrade: foo\r\n${rest}`,
    );
    await client.until(() => client.text.includes('hello undefined\n') || client.ending !== null);
    expect(client.text).toMatch(/^HTTP\/1\.1 200 /);
    await client.send(`GET /next HTTP/1.1\r\nHost: ${bench.host}\r\n\r\n`);
    await client.until(() => client.text.includes('\n undefined\n') || client.ending !== null);
    expect(client.ending).toBe(null);
  },
  10_000,
);

it('a refused upgrade leaves no connection behind when its client has said more', async () => {
  bench = await EntryBench.toSockets((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
  });
  const before = openSockets();
  const client = await bench.client();
  const head = `GET / HTTP/1.1\r\nHost: ${bench.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
  await client.send(`${head}\r\nearly`);
  await client.until(() => client.ending !== null);
  expect([client.text.slice(0, 12), client.ending]).toEqual(['HTTP/1.1 400', 'clean']);
  client.socket.end();
  await once(client.socket, 'close');
  while (openSockets() > before) await new Promise((resolve) => setTimeout(resolve, 10));
}, 3_000);

it('a switch to another protocol that nobody asked for is no answer', async () => {
  bench = await EntryBench.toSockets((socket) => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n';
    socket.once('data', () => socket.write(head));
  });
  const answers = [await ask(bench, '/'), await ask(bench, '/', { method: 'POST', body: 'x' })];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([502, 502]);
  expect(bench.outcomes.map((problem) => problem?.code)).toEqual(['connectionReset', 'connectionReset']);
}, 3_000);

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
}
