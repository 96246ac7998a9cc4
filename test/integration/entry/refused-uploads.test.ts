import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { EntryBench } from '../../support/entry-bench.ts';

const size = 20 * 1024 * 1024;

let bench: EntryBench;
afterEach(() => bench[Symbol.asyncDispose]());

/** Writes a whole request before it reads anything, and then to the end of the connection. */
async function upload(head: string): Promise<{ text: string; ending: string }> {
  const client = await bench.client();
  client.socket.pause();
  await client.send(
    `POST / HTTP/1.1\r\nHost: ${bench.host}\r\nConnection: close\r\n${head}Content-Length: ${String(size)}\r\n\r\n`,
  );
  const piece = Buffer.alloc(64 * 1024, 'x');
  for (let sent = 0; sent < size; sent += piece.length) await client.send(piece);
  client.socket.resume();
  await client.until(() => client.ending !== null);
  return { text: client.text, ending: client.ending ?? '' };
}

it('an upload that nobody takes is answered with why, also to a client that writes before it reads', async () => {
  bench = await EntryBench.toNobody();
  const [refused, foreign] = [await upload(''), await upload('Origin: http://evil.example\r\n')];
  expect([refused, foreign].map(({ ending }) => ending)).toEqual(['clean', 'clean']);
  expect(refused.text).toMatch(/^HTTP\/1\.1 503 [^]* refuses connections\. /i);
  expect(foreign.text).toMatch(/^HTTP\/1\.1 403 [^]*A page of another address /i);
});

it('an answer of the application before the end of an upload comes whole', async () => {
  bench = await EntryBench.toApp((_request, response) => response.writeHead(413).end('too much'));
  const { text, ending } = await upload('');
  expect([text.slice(0, 12), text.includes('too much'), ending]).toEqual(['HTTP/1.1 413', true, 'clean']);
});

it('an answer comes while its request is still sent, which may take as long as it likes', async () => {
  bench = await EntryBench.toApp((request, response) => request.pipe(response));
  const client = await bench.client();
  const head = `POST / HTTP/1.1\r\nHost: ${bench.host}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
  await client.send(`${head}4\r\nping\r\n`);
  await client.until(() => client.text.includes('ping'));
  await client.send('4\r\npong\r\n0\r\n\r\n');
  await client.until(() => client.ending !== null);
  expect([client.text.includes('pong\r\n0\r\n\r\n'), client.ending]).toEqual([true, 'clean']);
});

it('an answer before the end of an upload ends at once, and the connection goes on after both', async () => {
  bench = await EntryBench.toApp((_request, response) => {
    response.write('acc');
    response.end('epted');
  });
  const client = await bench.client();
  await client.send(`POST / HTTP/1.1\r\nHost: ${bench.host}\r\nContent-Length: 10\r\n\r\n12345`);
  await client.until(() => client.text.includes('\r\n0\r\n\r\n'));
  await client.send(`67890GET / HTTP/1.1\r\nHost: ${bench.host}\r\nConnection: close\r\n\r\n`);
  await client.until(() => client.ending !== null);
  expect([client.text.match(/^HTTP\/1\.1 200 /gm)?.length, client.ending]).toEqual([2, 'clean']);
}, 4_000);

it('a client that stops sending in the midst of a refused upload is given up', async () => {
  bench = await EntryBench.toNobody();
  const client = await bench.client();
  await client.send(`POST / HTTP/1.1\r\nHost: ${bench.host}\r\nContent-Length: 10\r\n\r\n12345`);
  const closed = once(client.socket, 'end');
  await client.until(() => client.text.includes('refuses'));
  await closed;
  expect(client.text).toMatch(/^HTTP\/1\.1 503 /);
}, 20_000);
