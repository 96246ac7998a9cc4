import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

// Prime, so that a block which is lost, doubled or out of place changes the bytes that follow.
const patternLength = 251;
const blockLength = patternLength * 256;

/** A whole answer with its length, without which an HTTP/1.0 client waits for the end of the connection. */
export function sendWhole(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** `/bytes?n=`: so many bytes of a known pattern. */
export async function sendBytes(url: URL, response: ServerResponse): Promise<void> {
  const count = Number(url.searchParams.get('n') ?? '');
  if (!Number.isSafeInteger(count) || count < 0) {
    sendWhole(response, 400, {}, 'n must be a number of bytes\n');
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': count });
  await pipeline(Readable.from(blocks(count), { objectMode: false }), response);
}

/** `POST /sink`: takes any body, answers with its length and hash. */
export async function receiveBytes(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const type = { 'content-type': 'application/json' };
  sendWhole(response, 200, type, `${JSON.stringify({ bytes, sha256: hash.digest('hex') })}\n`);
}

function* blocks(count: number): Generator<Buffer> {
  const block = Buffer.from(Uint8Array.from({ length: blockLength }, (_, index) => index % patternLength));
  for (let left = count; left > 0; left -= blockLength)
    yield left < blockLength ? block.subarray(0, left) : block;
}
