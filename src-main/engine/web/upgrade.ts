import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { http } from '../net/http.ts';
import { onAbort } from '../tunnel/deadline.ts';
import { longestHead } from './headers.ts';

/** What an upgrade came to: another protocol on the connection, or an answer of HTTP in its place. */
export type Upgraded =
  | { readonly kind: 'switched'; readonly response: IncomingMessage; readonly socket: Duplex }
  | { readonly kind: 'answered'; readonly response: IncomingMessage };

/** The connection that another protocol has, with its name; null where HTTP goes on. */
export function switchOf(upgraded: Upgraded): { readonly socket: Duplex; readonly protocol: string } | null {
  if (upgraded.kind === 'answered') return null;
  return { socket: upgraded.socket, protocol: upgraded.response.headers.upgrade ?? '' };
}

/** As HTTP writes it, to be sent as it is. */
export interface Upgrade {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** What the connection is to speak. */
  readonly protocol: string;
}

/** Asks for an upgrade over a connection of its own, which the signal closes. Rejects with the connection's error. */
export async function askUpgrade(
  socket: Duplex,
  { method, path, headers, protocol }: Upgrade,
  signal: AbortSignal,
): Promise<Upgraded> {
  const closing = onAbort(signal, () => socket.destroy());
  socket.once('close', () => closing[Symbol.dispose]());
  const { promise, resolve, reject } = Promise.withResolvers<Upgraded>();
  const asking = http.request({
    // Where TLS is spoken the socket does it already: `http`, not `https`, speaks over it.
    createConnection: () => socket,
    method,
    path,
    headers: { ...headers, connection: 'Upgrade', upgrade: protocol },
    maxHeaderSize: longestHead,
  });
  asking.on('upgrade', (response, _socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head);
    resolve({ kind: 'switched', response, socket });
  });
  asking.on('response', (response) => resolve({ kind: 'answered', response }));
  asking.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
  asking.end();
  return promise;
}

/** Joins two connections; resolves once both are closed. Both have a listener for their errors. */
export async function join(one: Duplex, other: Duplex): Promise<void> {
  await Promise.all([carry(one, other), carry(other, one)]);
}

/** What the source has said before its end is still written; a reset is no end. */
async function carry(source: Duplex, target: Duplex): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  source.once('close', () => resolve(undefined));
  source.pipe(target);
  if (!source.closed) await promise;
  if (source.readableEnded) target.end(() => target.destroy());
  else target.destroy();
}
