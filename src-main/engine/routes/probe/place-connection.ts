import type { Socket } from 'node:net';
import { connectionClosed } from '../../net/connection-errors.ts';
import { http } from '../../net/http.ts';

/** Without any name or secret of ours; a redirect is an answer like any other. */
const headers = { 'User-Agent': 'Portolan', Accept: '*/*', Connection: 'close' };
const mostHeadBytes = 65_536;
const mostInterim = 8;

/** The status of the answer to a GET, of which no more than its head is read. Rejects with the error of the socket or of HTTP. */
export async function askHttp(
  socket: Socket,
  { host, path }: { readonly host: string; readonly path: string },
  signal: AbortSignal,
): Promise<number> {
  // A request would wait for ever for a socket that has told its end already.
  if (socket.destroyed) throw connectionClosed();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = http.request({
    createConnection: () => socket,
    path,
    headers: { Host: host, ...headers },
    maxHeaderSize: mostHeadBytes,
    signal,
  });
  asked.once('response', ({ statusCode = 0 }) => resolve(statusCode));
  let interim = 0;
  asked.on('information', () => {
    interim += 1;
    if (interim > mostInterim) reject(new Error('interim answers without an end'));
  });
  // A second error may follow while it is torn down.
  asked.on('error', reject);
  asked.once('close', () => reject(connectionClosed()));
  asked.end();
  try {
    return await promise;
  } finally {
    asked.destroy();
  }
}

/** The connection's preface and empty settings (RFC 9113, 3.4). */
const http2Preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1');
const frameHeadBytes = 9;
const settingsType = 4;

/** Whether the server begins with its settings, as HTTP/2 bids it; no request is made. */
export async function greetHttp2(socket: Socket, signal: AbortSignal): Promise<boolean> {
  socket.write(http2Preface);
  const head = await firstBytes(socket, frameHeadBytes, signal);
  return head[3] === settingsType && head.readUInt32BE(5) === 0;
}

/** The bytes that come first. Rejects with `ECONNRESET` where the connection ends before, or with the signal's reason. */
export async function firstBytes(socket: Socket, length: number, signal: AbortSignal): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let bytes = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length >= length) resolve(bytes);
  };
  const onEnd = () => reject(connectionClosed());
  const onAbort = () => reject(signal.reason as Error);
  if (signal.aborted) onAbort();
  if (socket.destroyed) onEnd();
  socket.on('data', onData).on('end', onEnd).on('error', reject).on('close', onEnd);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await promise;
  } finally {
    socket.pause().off('data', onData).off('end', onEnd).off('close', onEnd);
    signal.removeEventListener('abort', onAbort);
  }
}
