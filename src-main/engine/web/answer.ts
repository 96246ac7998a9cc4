import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Headers, ReceivedHeaders } from './headers.ts';

/** An answer of whichever connection to the application. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: ReceivedHeaders;
  readonly body: Readable;
}

/** The same as it goes to a client of ours. */
export interface LocalAnswer extends Answer {
  readonly headers: Headers;
}

export function answerOfPool({ statusCode, statusText, headers, body }: Dispatcher.ResponseData): Answer {
  return { status: statusCode, statusText, headers, body };
}

export function answerOfMessage(message: IncomingMessage): Answer {
  const { statusCode = 0, statusMessage = '', headersDistinct } = message;
  return { status: statusCode, statusText: statusMessage, headers: headersDistinct, body: message };
}

/** Longest Status that is read as one, in bytes. */
const longestStatus = 16 * 1024;
/** With which the API server itself may answer. */
const ownStatuses = [401, 403, 404, 503];

/**
 * The answer with its whole body as text, where that may be a Status of the API server; otherwise the text is null. The
 * body can still be passed on.
 */
export async function peek(
  answer: Answer,
): Promise<{ readonly answer: Answer; readonly text: string | null }> {
  const { status, headers, body } = answer;
  const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
  if (!ownStatuses.includes(status) || !isJson) return { answer, text: null };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestStatus) {
      for (const read of chunks.toReversed()) body.unshift(read);
      return { answer, text: null };
    }
  }
  const whole = Buffer.concat(chunks);
  return {
    answer: { ...answer, body: Readable.from([whole], { objectMode: false }) },
    text: whole.toString('utf8'),
  };
}
