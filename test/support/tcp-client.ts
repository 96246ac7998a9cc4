import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Endpoint } from '../../src-main/shared/session.ts';

/**
 * Connects, sends, reads `length` bytes and leaves. It does not half-close: a forwarder can hand that on only late.
 * Rejects on a reset, and with what came when the other side ended too soon.
 */
export async function exchange(
  endpoint: Endpoint,
  request: Buffer | string,
  length = request.length,
): Promise<Buffer> {
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  await once(socket, 'connect');
  socket.write(request);
  const chunks: Buffer[] = [];
  let received = 0;
  // Leaving the loop destroys the socket.
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    received += chunk.length;
    if (received >= length) return Buffer.concat(chunks);
  }
  throw new Error(`The connection ended after ${String(received)} of ${String(length)} bytes.`);
}

/** One HTTP/1.0 request over a connection of its own: the whole answer, head and body. */
export async function httpGet(endpoint: Endpoint, path: string): Promise<{ head: string; body: Buffer }> {
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  const answer = await buffer(socket);
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) throw new Error(`The answer has no end of head: ${answer.toString().slice(0, 200)}`);
  return { head: answer.subarray(0, end).toString(), body: answer.subarray(end + 4) };
}
