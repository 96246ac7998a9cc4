import { type IncomingMessage, request, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * The answer of the server at the other end of a socket to a request with that body. Rejects with what goes wrong before
 * it. After an answer of 101 the socket is the application's.
 */
export function answerOf(
  socket: Socket,
  options: RequestOptions,
  body: Readable | null,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asked = request({ createConnection: () => socket, ...options });
  // A server that ends the connection with its answer cuts it off from a client that still sends.
  asked.shouldKeepAlive = true;
  asked.on('response', resolve).on('error', reject);
  asked.on('upgrade', (answer, _socket, first: Buffer) => {
    if (first.length > 0) socket.unshift(first);
    resolve(answer);
  });
  if (body === null) asked.end();
  else pipeline(body, asked).catch(reject);
  return promise;
}

/** Tells a client that its connection is upgraded, and joins it with the application's until either ends. */
export async function joinUpgraded(
  client: Socket,
  head: Buffer,
  { answer, application }: { readonly answer: IncomingMessage; readonly application: Socket },
): Promise<void> {
  const lines = rawLines(answer).map(([name, value]) => `${name}: ${value}\r\n`);
  client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
  if (head.length > 0) client.unshift(head);
  await Promise.race([pipeline(client, application), pipeline(application, client)]).catch(() => undefined);
  application.destroy();
  client.destroy();
}

/** The headers as they came, each line for itself. */
export function rawLines({ rawHeaders }: IncomingMessage): [name: string, value: string][] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}
