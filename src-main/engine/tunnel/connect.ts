import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { Deadline } from './deadline.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';

const connectTimeoutMs = 10_000;
const keepAliveMs = 15_000;
/** Large enough that an upload seldom waits for `drain`, small enough that a stalled one holds little memory. */
const writeBufferBytes = 256 * 1024;

/** A connection to the API server, ready for one upgrade request. Rejects with a `ProblemError`. */
export async function connect(target: UpgradeTarget, clock: Clock, signal: AbortSignal): Promise<Socket> {
  const { server } = target;
  using deadline = new Deadline(signal, clock, connectTimeoutMs, () => unreachable(server, 'no answer'));
  const socket = openSocket(target);
  deadline.whenOver(() => socket.destroy());
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(target.tls === null ? 'connect' : 'secureConnect', resolve);
      socket.once('error', (error: NodeJS.ErrnoException) => reject(connectProblem(server, error)));
      socket.once('close', () => reject(unreachable(server, 'the connection was closed')));
    });
  } catch (error) {
    socket.destroy();
    deadline.throwIfOver();
    throw error;
  }
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMs);
  return socket;
}

function openSocket({ server, tls }: UpgradeTarget): Socket {
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const port = Number(server.port || (server.protocol === 'http:' ? 80 : 443));
  // The write buffer is an option of the stream below the socket, which the types of `net` leave out.
  const place = { host, port, highWaterMark: writeBufferBytes };
  if (tls === null) return connectTcp(place);
  const options: ConnectionOptions = { ...tls, ...place, ALPNProtocols: ['http/1.1'] };
  if (options.servername === undefined && isIP(host) === 0) options.servername = host;
  return connectTls(options);
}

/** What a failed connection means: faults of trust need the user, all others pass. */
export function connectProblem(server: URL, error: NodeJS.ErrnoException): ProblemError {
  const code = error.code ?? '';
  if (/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_|ERR_TLS_|ERR_SSL_|EPROTO)/.test(code)) {
    const message = `The secure connection to ${server.host} failed. Check the certificates in the kubeconfig and the server's name.`;
    return new ProblemError('tlsFailed', message, { detail: `${code}: ${error.message}`, cause: error });
  }
  return unreachable(server, error.message, error);
}

function unreachable(server: URL, detail: string, cause?: Error): ProblemError {
  const message = `The API server ${server.host} cannot be reached. Check the network, the VPN and the server address.`;
  return new ProblemError('apiUnreachable', message, { detail, cause });
}
