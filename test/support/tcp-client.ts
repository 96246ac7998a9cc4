import { once } from 'node:events';
import { connect } from 'node:net';
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

/**
 * One HTTP/1.0 request over a connection of its own: the whole answer, head and body. It leaves once the announced length
 * is there: the end of the connection comes a second later through every forwarder (tunnel.md, 2.3).
 */
export async function httpGet(endpoint: Endpoint, path: string): Promise<{ head: string; body: Buffer }> {
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  const chunks: Buffer[] = [];
  let received = 0;
  let expected = Infinity;
  // Leaving the loop destroys the socket.
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    received += chunk.length;
    if (expected === Infinity) expected = announcedLength(Buffer.concat(chunks));
    if (received >= expected) break;
  }
  const answer = Buffer.concat(chunks);
  const end = answer.indexOf(endOfHead);
  if (end === -1) throw new Error(`The answer has no end of head: ${answer.toString().slice(0, 200)}`);
  return { head: answer.subarray(0, end).toString(), body: answer.subarray(end + endOfHead.length) };
}

const endOfHead = '\r\n\r\n';

/** Of head and body together; infinite where the head is not whole or names none. */
function announcedLength(answer: Buffer): number {
  const end = answer.indexOf(endOfHead);
  const length = /^content-length: (\d+)$/im.exec(answer.toString('latin1', 0, Math.max(end, 0)))?.[1];
  return length === undefined ? Infinity : end + endOfHead.length + Number(length);
}
