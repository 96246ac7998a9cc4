import type { IncomingMessage } from 'node:http';

import { badRequest, StatusError } from './status-error.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

// The real API server's limit for a request's body.
const maxBodyBytes = 3 * 1024 * 1024;

/** The body as a JSON object. Throws 400, 413 and, for other formats such as protobuf, 415. */
export async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const type = request.headers['content-type'] ?? 'application/json';
  if (!/json/.test(type)) {
    const message = `the body of the request was in an unknown format - accepted media types include: application/json`;
    throw new StatusError(415, 'UnsupportedMediaType', message);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes)
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${maxBodyBytes}`,
      );
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Json;
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  } catch {
    // Answered below, with everything else that is no object.
  }
  throw badRequest("couldn't get version/kind; json parse error: the body is not a JSON object");
}
