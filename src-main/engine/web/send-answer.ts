import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../clock.ts';
import { pause } from '../pause.ts';
import type { LocalAnswer } from './answer.ts';
import { unframed } from './gate.ts';
import type { Headers } from './headers.ts';
import type { ReplayBody } from './replay-body.ts';

/**
 * So long the rest of a request is read after its answer, in milliseconds: some clients read nothing before they have
 * written all, and a connection that is closed before that takes the answer with it (RFC 9112, 9.6).
 */
const longestRestMs = 5_000;

/** Passes an answer on as it comes, to a request with this body. Rejects when either side breaks off. */
export async function sendAnswer(
  { status, statusText, headers, body }: LocalAnswer,
  response: ServerResponse,
  asked: ReplayBody,
): Promise<void> {
  response.sendDate = false;
  const local = unframed(headers);
  response.writeHead(status, statusText, asked.isWhole ? local : { ...local, connection: 'close' });
  // An application may wait for its client to have seen that it began. Not by `flushHeaders`, which writes them as UTF-8.
  response.write(Buffer.alloc(0));
  await pipeline(body, response, { end: false });
  const over = new AbortController();
  await Promise.race([asked.discard(), pause(longestRestMs, systemClock, over.signal)]);
  over.abort();
  response.end();
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
