import type { IncomingMessage } from 'node:http';
import type { OnReadOpts, Socket } from 'node:net';
import type { PodRef } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import { connect, connectProblem } from './connect.ts';
import { Deadline } from './deadline.ts';
import { noAnswer, type UpgradeAnswer } from './upgrade-refusal.ts';

/** What every upgrade is asked with. */
export interface UpgradeCall {
  readonly target: UpgradeTarget;
  readonly pod: PodRef;
  readonly clock: Clock;
  /** Told once the server is reached, with its socket and how long that took in milliseconds. */
  readonly onConnected?: (socket: Socket, tookMs: number) => void;
}

/** A proxy that drops SPDY may stay silent; so may a node that is slow to answer. */
const answerTimeoutMs = 5_000;
const maxRefusalBody = 16 * 1024;
/** A server may not send everybody away for longer. */
const longestRetryAfterMs = 60_000;

/**
 * Connects and lets `ask` switch protocols on the socket. Where that fails the socket is closed. Rejects with an
 * `UpgradeRefusal` where the server did not switch, with another `ProblemError` where it was not reached, or with the
 * signal's reason.
 */
export async function upgrade<T>(
  call: UpgradeCall,
  signal: AbortSignal,
  ask: (socket: Socket) => Promise<T>,
  onread: OnReadOpts | null = null,
): Promise<T> {
  const { target, clock } = call;
  const started = clock.now();
  const socket = await connect(target, clock, signal, onread);
  using deadline = new Deadline(signal, clock, answerTimeoutMs, () =>
    noAnswer(target.server, new Error('no answer within 5 s')),
  );
  deadline.whenOver(() => socket.destroy());
  call.onConnected?.(socket, clock.now() - started);
  try {
    return await ask(socket);
  } catch (error) {
    socket.destroy();
    deadline.throwIfOver();
    throw error;
  }
}

export function portForwardPath({ server }: UpgradeTarget, pod: PodRef): string {
  const prefix = server.pathname.replace(/\/+$/, '');
  const namespace = encodeURIComponent(pod.namespace);
  return `${prefix}/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(pod.name)}/portforward`;
}

/** The beginning of a refusal's body: enough for its Status, never a whole page. */
export async function readAnswer(response: IncomingMessage, clock: Clock): Promise<UpgradeAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= maxRefusalBody) break;
    }
  } catch {
    // The status line says what matters even where the body is cut.
  }
  return answerOf(response, Buffer.concat(chunks).toString('utf8'), clock);
}

export function answerOf(
  { headers, statusCode }: IncomingMessage,
  body: string,
  clock: Clock,
): UpgradeAnswer {
  return {
    status: statusCode ?? 0,
    contentType: headers['content-type'] ?? '',
    location: headers.location ?? null,
    retryAfterMs: retryAfterMs(headers['retry-after'], clock.now()),
    body,
  };
}

/** A fault after the connection stood: of trust where the server refused our certificate, otherwise of the way there. */
export function brokenUpgrade(server: URL, error: NodeJS.ErrnoException): Error {
  const problem = connectProblem(server, error);
  return problem.problem.code === 'tlsFailed' ? problem : noAnswer(server, error);
}

/** Seconds or a date (RFC 9110, 10.2.3), at most a minute; null where neither is said. */
function retryAfterMs(said: string | undefined, now: number): number | null {
  if (said === undefined) return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), longestRetryAfterMs);
}
