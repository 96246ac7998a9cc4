import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { EntryBench } from '../../support/entry-bench.ts';
import { ask } from '../../support/http-client.ts';

let bench: EntryBench;
afterEach(() => bench[Symbol.asyncDispose]());

it('a slow upload that a kept connection was closed under arrives whole', async () => {
  const got: string[] = [];
  const again = Promise.withResolvers<undefined>();
  const served = new WeakSet<Socket>();
  bench = await EntryBench.toApp((request, response) => {
    const { socket } = request;
    if (served.has(socket)) {
      // The second request of a connection finds it closed, in the midst of its body.
      request.once('data', () => socket.resetAndDestroy());
      return;
    }
    served.add(socket);
    if (request.method === 'PUT') again.resolve(undefined);
    void text(request).then((body) => {
      got.push(body);
      response.end('good');
    });
  });
  await ask(bench, '/');
  const client = await bench.client();
  await client.send(`PUT / HTTP/1.1\r\nHost: ${bench.host}\r\nTransfer-Encoding: chunked\r\n\r\n`);
  await client.send('4\r\nAAAA\r\n');
  await again.promise;
  await client.send('4\r\nBBBB\r\n');
  await client.send('4\r\nCCCC\r\n0\r\n\r\n');
  await client.until(() => client.text.includes('good') || client.ending !== null);
  expect([client.text.slice(0, 15), got]).toEqual(['HTTP/1.1 200 OK', ['', 'AAAABBBBCCCC']]);
});
