import type { IncomingHttpHeaders } from 'node:http';

import { serverError } from '../api/status-error.ts';

export const streamProtocol = 'portforward.k8s.io';

/** The runtime's words for a SPDY request that it does not take, or null when it does; throws the API server's own. */
export function spdyRefusal(
  headers: IncomingHttpHeaders,
  missingProtocolIs400: boolean,
): { readonly code: number; readonly text: string } | null {
  if (headers.upgrade?.toLowerCase() !== 'spdy/3.1')
    return { code: 400, text: 'unable to upgrade: missing upgrade headers in request' };
  const offered = headers['x-stream-protocol-version'];
  if (offered === undefined) {
    if (!missingProtocolIs400) throw serverError('invalid upgrade response: status code 200');
    const count = Object.keys(headers).length;
    return {
      code: 400,
      text: `unable to upgrade: header X-Stream-Protocol-Version does not exist in request with ${count} headers`,
    };
  }
  const protocols = [offered].flat().flatMap((value) => value.split(/,\s*/));
  if (protocols.includes(streamProtocol)) return null;
  return {
    code: 403,
    text:
      `unable to upgrade: unable to negotiate protocol: client supports [${protocols.join(' ')}], ` +
      `server accepts [${streamProtocol}]`,
  };
}
