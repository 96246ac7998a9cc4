import { localCookie } from '../web/cookie.ts';
import { type Headers, passHeaders, type ReceivedHeaders } from '../web/headers.ts';
import { localLink, type Place } from './place.ts';

/**
 * What the API server says of itself. `WWW-Authenticate` as well: a login by header cannot reach the application, since
 * the API server takes that header for its own, and a browser would ask for a password in vain.
 */
const notPassed = /^(?:audit-id|x-kubernetes-pf-.*|www-authenticate|strict-transport-security)$/;

/** Which the API server puts before the application's own (apiserver 0.36, `WithCacheControl`). */
const apiServerCaching = 'no-cache, private';

/** The headers of an answer as a client of ours gets them. */
export function responseHeaders(headers: ReceivedHeaders, place: Place): Headers {
  return passHeaders(headers, (name, value, values) => {
    if (notPassed.test(name)) return null;
    if (name === 'cache-control' && values.length > 1 && value === apiServerCaching) return null;
    return onTheWire(localValue(name, value, place));
  });
}

function localValue(name: string, value: string, place: Place): string {
  switch (name) {
    case 'location':
    case 'content-location':
      return localLink(place, value);
    case 'set-cookie':
      return localCookie(value, { host: place.server.hostname, path: (path) => localLink(place, path) });
    default:
      return value;
  }
}

/** undici reads headers as UTF-8, and Node writes one byte for each character. */
function onTheWire(value: string): string {
  return /[^\0-ÿ]/.test(value) ? Buffer.from(value).toString('latin1') : value;
}
