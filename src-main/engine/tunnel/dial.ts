import { request, type IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';
import type { UpgradeTarget } from '../kube/upgrade-access.ts';
import type { PodRef } from '../../shared/session.ts';
import { connect, connectProblem } from './connect.ts';
import { Deadline } from './deadline.ts';
import { noAnswer, refusalOf, type UpgradeAnswer } from './upgrade-refusal.ts';
import { socketWire, type Wire } from './wire.ts';

/** A proxy that drops SPDY may stay silent; so may a node that is slow to answer. */
export const upgradeTimeoutMs = 5_000;

const maxRefusalBody = 16 * 1024;

/**
 * Direct SPDY: `POST …/portforward` with `Upgrade: SPDY/3.1`. Rejects with an `UpgradeRefusal` where the server did
 * not switch, with another `ProblemError` where it was not reached, or with the signal's reason.
 */
export async function dialSpdy(
  target: UpgradeTarget,
  pod: PodRef,
  clock: Clock,
  signal: AbortSignal,
): Promise<Wire> {
  const { server } = target;
  const socket = await connect(target, clock, signal);
  using deadline = new Deadline(signal, clock, upgradeTimeoutMs, () =>
    noAnswer(server, new Error('no answer')),
  );
  const upgrade = request({
    // The socket is already secure: `http`, not `https`, speaks over it.
    createConnection: () => socket,
    method: 'POST',
    path: portForwardPath(target, pod),
    headers: {
      ...target.headers,
      Host: server.host,
      Connection: 'Upgrade',
      Upgrade: 'SPDY/3.1',
      'X-Stream-Protocol-Version': 'portforward.k8s.io',
    },
  });
  deadline.whenOver(() => upgrade.destroy());
  try {
    return await new Promise<Wire>((resolve, reject) => {
      upgrade.on('upgrade', (response, _socket, head) => {
        if (switchedToSpdy(response)) resolve(socketWire(socket, head));
        else reject(refusalOf(answerOf(response, ''), pod, server));
      });
      upgrade.on('response', (response) => {
        readAnswer(response).then((answer) => reject(refusalOf(answer, pod, server)), reject);
      });
      upgrade.on('error', (error) => reject(brokenUpgrade(server, error)));
      upgrade.end();
    });
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
export async function readAnswer(response: IncomingMessage): Promise<UpgradeAnswer> {
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
  return answerOf(response, Buffer.concat(chunks).toString('utf8'));
}

/** A fault after the connection stood: of trust where the server refused our certificate, otherwise of the way there. */
export function brokenUpgrade(server: URL, error: NodeJS.ErrnoException): Error {
  const problem = connectProblem(server, error);
  return problem.problem.code === 'tlsFailed' ? problem : noAnswer(server, error);
}

function answerOf(response: IncomingMessage, body: string): UpgradeAnswer {
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    location: response.headers.location ?? null,
    body,
  };
}

function switchedToSpdy({ headers }: IncomingMessage): boolean {
  return (
    headers.upgrade?.toLowerCase() === 'spdy/3.1' &&
    headers['x-stream-protocol-version'] === 'portforward.k8s.io'
  );
}
