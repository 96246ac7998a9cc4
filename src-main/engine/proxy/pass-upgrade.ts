import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import { type PassedRequest, withIdentity } from '../kube/kube-client.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import { connect, connectProblem } from '../tunnel/connect.ts';
import { onAbort } from '../tunnel/deadline.ts';
import { basePath } from './place.ts';

/** What an upgrade came to: another protocol on the connection, or an answer of HTTP in its place. */
export type Upgraded =
  | { readonly kind: 'switched'; readonly response: IncomingMessage; readonly socket: Duplex }
  | { readonly kind: 'answered'; readonly response: IncomingMessage };

/**
 * Passes an upgrade on over a connection of its own, which is closed when the signal aborts. Rejects with a
 * `ProblemError`, or the signal's reason.
 */
export async function passUpgrade(
  target: UpgradeTarget,
  upgrade: { readonly protocol: string } & Pick<PassedRequest, 'method' | 'path' | 'headers'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Upgraded> {
  const { server } = target;
  const socket = await connect(target, clock, signal);
  const closing = onAbort(signal, () => socket.destroy());
  socket.once('close', () => closing[Symbol.dispose]());
  const { promise, resolve, reject } = Promise.withResolvers<Upgraded>();
  const asking = request({
    // The socket is already secure: `http`, not `https`, speaks over it.
    createConnection: () => socket,
    method: upgrade.method,
    path: `${basePath({ server })}${upgrade.path}`,
    headers: {
      ...withIdentity(upgrade.headers, target.headers),
      host: server.host,
      connection: 'Upgrade',
      upgrade: upgrade.protocol,
    },
  });
  asking.on('upgrade', (response, _socket, head: Buffer) => {
    if (head.length > 0) socket.unshift(head);
    resolve({ kind: 'switched', response, socket });
  });
  asking.on('response', (response) => resolve({ kind: 'answered', response }));
  asking.on('error', (error) => {
    reject(signal.aborted ? (signal.reason as Error) : connectProblem(server, error));
  });
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
