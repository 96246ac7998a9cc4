import { request } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { opened } from '../../net/opened.ts';

/** The first connection that one of these addresses grants. Rejects with an `AggregateError` of all that failed. */
export async function connectAny(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const won = new AbortController();
  const either = AbortSignal.any([won.signal, signal]);
  const tries = addresses.map((host) => opened(connectTcp({ host, port }), 'connect', either));
  // Between two events of sockets all promises are settled: the second that connects finds the first's abort.
  return await Promise.any(tries).finally(() => won.abort());
}

interface Secured {
  readonly socket: Socket;
  readonly name: string;
  readonly context: SecureContext;
  /** What is spoken within, by ALPN; null where that is not known. */
  readonly protocol: 'http/1.1' | 'h2' | null;
}

/** Any certificate is taken: the caller judges it, and nothing of worth is said to this server. Rejects with the error of TLS. */
export function secure(
  { socket, name, context, protocol }: Secured,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secured = connectTls({
    socket,
    secureContext: context,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    // An address has no place in the handshake's server name (RFC 6066, 3).
    ...(isIP(name) === 0 && { servername: name }),
    ...(protocol !== null && { ALPNProtocols: [protocol] }),
  });
  return opened(secured, 'secureConnect', signal);
}

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
  if (socket.destroyed) throw closed();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = request({
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
  asked.once('close', () => reject(closed()));
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
  const onEnd = () => reject(closed());
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

function closed(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
}
