import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

// Prime, so that a block which is lost, doubled or out of place changes the bytes that follow.
const patternLength = 251;
const blockLength = patternLength * 256;

/** `/bytes?n=`: so many bytes of a known pattern. */
export async function sendBytes(url: URL, response: ServerResponse): Promise<void> {
  const count = Number(url.searchParams.get('n') ?? '');
  if (!Number.isSafeInteger(count) || count < 0) {
    response.writeHead(400).end('n must be a number of bytes\n');
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
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify({ bytes, sha256: hash.digest('hex') })}\n`);
}

function* blocks(count: number): Generator<Buffer> {
  const block = Buffer.from(Uint8Array.from({ length: blockLength }, (_, index) => index % patternLength));
  for (let left = count; left > 0; left -= blockLength)
    yield left < blockLength ? block.subarray(0, left) : block;
}
