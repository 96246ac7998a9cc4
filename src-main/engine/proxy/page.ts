import { pipeline, PassThrough, type Readable, type Transform } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { Answer, LocalAnswer } from '../web/answer.ts';
import type { Headers } from '../web/headers.ts';
import { LinkUndoing } from './link-undoing.ts';
import type { Place } from './place.ts';
import { responseHeaders } from './response-headers.ts';

/** An answer that came through the API server, with its headers and links as they are at our own address. */
export function localAnswer(answer: Answer, place: Place): LocalAnswer {
  const headers = responseHeaders(answer.headers, place);
  const decoding = pageDecoding(headers);
  if (decoding === null) return { ...answer, headers };
  // Its length changes, and what was packed goes on unpacked: the way to a browser on this computer is short.
  delete headers['content-length'];
  delete headers['content-encoding'];
  return { ...answer, headers, body: undone(answer.body, decoding, place) };
}

/** An error of either comes out of the last, and where nobody reads that any more the first is closed. */
function undone(body: Readable, decoding: Transform, place: Place): Readable {
  return pipeline(body, decoding, new LinkUndoing(place), () => undefined);
}

/**
 * What unpacks a page in which the API server has changed links; null for everything else. It leaves alone what is
 * packed in any other way, and the bodies of redirects (apimachinery 0.36, `Transport`).
 */
function pageDecoding(headers: Headers): Transform | null {
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
