import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LocalAnswer } from './answer.ts';
import { unframed } from './gate.ts';
import type { Headers } from './headers.ts';

/** Passes an answer on as it comes. Rejects when either side breaks off. */
export async function sendAnswer(
  { status, statusText, headers, body }: LocalAnswer,
  response: ServerResponse,
): Promise<void> {
  response.sendDate = false;
  response.writeHead(status, statusText, unframed(headers));
  // An application may wait for its client to have seen that it began. Not by `flushHeaders`, which writes them as UTF-8.
  response.write(Buffer.alloc(0));
  await pipeline(body, response);
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
