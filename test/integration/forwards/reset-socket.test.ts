import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endSocket, resetSocket } from '../../../src-main/engine/forwards/reset-socket.ts';

let server: Server;
let client: Socket;
let accepted: Socket;
/** How the client sees the end, `clean` or the code of the error. It reads only once it is resumed. */
let end: Promise<string>;

beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.pause();
  end = new Promise((resolve) => {
    client
      .once('end', () => resolve('clean'))
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
  [accepted] = (await once(server, 'connection')) as [Socket];
});

afterEach(async () => {
  client.destroy();
  server.close();
  await once(server, 'close');
});

test('a socket that is reset while its FIN is on its way closes all the same, and what was said arrives', async () => {
  const closed = once(accepted, 'close');
  accepted.write('bye');
  endSocket(accepted, () => undefined);
  resetSocket(accepted);
  await closed;
  let told = '';
  client.on('data', (chunk) => (told += String(chunk))).resume();
  expect([await end, told]).toEqual(['clean', 'bye']);
});

test('a reply that the client has not taken yet is cut by a reset, although its end was announced', async () => {
  const closed = once(accepted, 'close');
  accepted.write(Buffer.alloc(64 * 1024 * 1024));
  endSocket(accepted, () => undefined);
  resetSocket(accepted);
  await closed;
  client.resume();
  expect(await end).toBe('ECONNRESET');
});

test('the end comes once all was taken', async () => {
  let bytes = 0;
  client.on('data', (chunk) => (bytes += chunk.length)).resume();
  accepted.write(Buffer.alloc(8 * 1024 * 1024));
  endSocket(accepted, () => undefined);
  expect([await end, bytes]).toEqual(['clean', 8 * 1024 * 1024]);
});
