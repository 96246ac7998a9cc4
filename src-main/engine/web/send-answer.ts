import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../clock.ts';
import { pause } from '../pause.ts';
import type { LocalAnswer } from './answer.ts';
import { unframed } from './gate.ts';
import type { Headers } from './headers.ts';
import { leaveSocket, longestLeaveMs } from './leave-socket.ts';
import type { ReplayBody } from './replay-body.ts';

/** Who gets an answer. */
interface Asker {
  readonly body: ReplayBody;
  readonly socket: Socket;
  readonly clock: Clock;
}

/**
 * Passes an answer on as it comes, and then reads what is left of its request: some clients read nothing before they have
 * written all, and a connection that is closed before that takes the answer with it (RFC 9112, 9.6). Rejects when either side
 * breaks off.
 */
export async function sendAnswer(
  { status, statusText, headers, body }: LocalAnswer,
  response: ServerResponse,
  { body: asked, socket, clock }: Asker,
): Promise<void> {
  const isEarly = !asked.isWhole;
  const isLast = !response.shouldKeepAlive;
  // Node would destroy the connection with the end of its last answer.
  if (isEarly) response.shouldKeepAlive = true;
  response.sendDate = false;
  response.writeHead(status, statusText, unframed(headers));
  // An application may wait for its client to have seen that it began. Not by `flushHeaders`, which writes them as UTF-8.
  response.write(Buffer.alloc(0));
  await pipeline(body, response);
  if (!isEarly) return asked.discard();
  const isRead = await readRest(asked, clock);
  if (isLast || !isRead) leaveSocket(socket, clock);
}

/** Whether nothing of it is left within the time that a client has to leave. */
async function readRest(body: ReplayBody, clock: Clock): Promise<boolean> {
  const over = new AbortController();
  const read = body.discard().then(() => true);
  const isRead = await Promise.race([read, pause(longestLeaveMs, clock, over.signal).then(() => false)]);
  over.abort();
  return isRead;
}

/** Passes the answer on after which the connection speaks another protocol. */
export function sendSwitch(
  { status, statusText, headers }: LocalAnswer,
  { protocol, client }: { readonly protocol: string; readonly client: Writable },
): void {
  const local: Headers = { ...headers, connection: 'Upgrade', upgrade: protocol };
  const lines = Object.entries(local).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}\r\n`),
  );
  client.write(`HTTP/1.1 ${String(status)} ${statusText}\r\n${lines.join('')}\r\n`, 'latin1');
}
