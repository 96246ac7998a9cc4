import { connect as connectTcp, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { opened } from './opened.ts';
import { placeOf, type ServerAddress } from './server-address.ts';
import type { openThroughProxy } from './proxy-socket.ts';

/** Probes of TCP begin after this silence, so that load balancers and firewalls keep an idle connection (tunnel.md, 9.1). */
const keepAliveDelayMs = 15_000;
/** Large enough that an upload seldom waits for `drain`, small enough that a stalled one holds little memory. */
const writeBufferBytes = 256 * 1024;

/**
 * A connection to a server, through its proxy and secured where it has to be: ready for HTTP/1.1.
 * `onread` reads it into memory of the caller's, unless it is plain and behind a proxy.
 * Rejects with the error of the socket or of TLS, with a `ProblemError` of the proxy, or with the signal's reason.
 */
export async function openSocket(
  address: ServerAddress,
  signal: AbortSignal,
  onread: OnReadOpts | null = null,
): Promise<Socket> {
  const { proxy, server, tls } = address;
  const place = placeOf(server);
  const raw = proxy === null ? null : await throughProxy(proxy, place, tls, signal);
  const socket = raw !== null && tls === null ? raw : await openServer(address, raw, signal, onread);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveDelayMs);
  return socket;
}

/** Most people have no proxy, and SOCKS takes 15 ms of a start to load (measured). */
const throughProxy: typeof openThroughProxy = async (...args) => {
  const { openThroughProxy } = await import('./proxy-socket.ts');
  return openThroughProxy(...args);
};

async function openServer(
  { proxy, server, tls }: ServerAddress,
  raw: Socket | null,
  signal: AbortSignal,
  onread: OnReadOpts | null,
) {
  const place = placeOf(server);
  // The write buffer is an option of the stream below the socket, which the types of `net` leave out.
  const options = {
    ...(raw === null ? place : { socket: raw }),
    ...(onread === null ? {} : { onread }),
    highWaterMark: writeBufferBytes,
  };
  if (tls === null) return opened(connectTcp({ ...options, ...place }), 'connect', signal);
  const secure: ConnectionOptions = {
    ...tls.optionsFor(place.host, place.port),
    ...options,
    ALPNProtocols: ['http/1.1'],
  };
  const socket = connectTls(secure);
  // In TLS 1.3 tickets come after the handshake.
  socket.on('session', (session) => tls.keepSession(place.host, place.port, session));
  try {
    return await opened(socket, 'secureConnect', signal);
  } catch (error) {
    tls.dropSession(place.host, place.port);
    if (proxy === null || signal.aborted || !(error instanceof Error)) throw error;
    throw new Error(`through the proxy ${proxy.shown}`, { cause: error });
  }
}
