import type { ServerResponse } from 'node:http';
import { PassThrough, type Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { Answer } from './answer.ts';
import { LinkUndoing } from './link-undoing.ts';
import type { Place } from './place.ts';
import { responseHeaders } from './response-headers.ts';

/** Passes an answer on as it comes, with what is true at our own address. Rejects when either side breaks off. */
export async function sendAnswer(
  { status, statusText, headers, body }: Answer,
  response: ServerResponse,
  place: Place,
): Promise<void> {
  const local = responseHeaders(headers, place);
  const decoding = pageDecoding(local);
  if (decoding !== null) {
    // Its length changes, and what was packed goes on unpacked: the way to a browser on this computer is short.
    delete local['content-length'];
    delete local['content-encoding'];
  }
  response.sendDate = false;
  response.writeHead(status, statusText, local);
  // An application may wait for its client to have seen that it began. Not by `flushHeaders`, which writes them as UTF-8.
  response.write(Buffer.alloc(0));
  if (decoding === null) await pipeline(body, response);
  else await pipeline(body, decoding, new LinkUndoing(place), response);
}

/** Passes the answer on after which the connection speaks another protocol. */
export function sendSwitch({ status, statusText, headers }: Answer, client: Writable, place: Place): void {
  const local = {
    ...responseHeaders(headers, place),
    connection: 'Upgrade',
    upgrade: String(headers['upgrade']),
  };
  const lines = Object.entries(local).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}\r\n`),
  );
  client.write(`HTTP/1.1 ${String(status)} ${statusText}\r\n${lines.join('')}\r\n`, 'latin1');
}

/**
 * What unpacks a page in which the API server has changed links; null for everything else. It leaves alone what is
 * packed in any other way, and the bodies of redirects (apimachinery 0.36, `Transport`).
 */
function pageDecoding(headers: ReturnType<typeof responseHeaders>): Transform | null {
  const [type = ''] = String(headers['content-type'] ?? '').split(';', 1);
  if (type.trim() !== 'text/html' || headers['location'] !== undefined) return null;
  switch (String(headers['content-encoding'] ?? '')) {
    case '':
      return new PassThrough();
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflateRaw();
    default:
      return null;
  }
}
