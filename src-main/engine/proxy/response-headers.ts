import { endToEndHeaders } from './end-to-end-headers.ts';
import { localLink, type Place } from './place.ts';
import type { Headers } from './request-headers.ts';

/**
 * What the API server says of itself. `WWW-Authenticate` as well: a login by header cannot reach the application, since
 * the API server takes that header for its own, and a browser would ask for a password in vain.
 */
const notPassed = /^(?:audit-id|x-kubernetes-pf-.*|www-authenticate|strict-transport-security)$/;

/** Which the API server puts before the application's own (apiserver 0.36, `WithCacheControl`). */
const apiServerCaching = 'no-cache, private';

/** The headers of an answer as a client of ours gets them. */
export function responseHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  place: Place,
): Headers {
  const passed: Headers = {};
  for (const [name, values] of endToEndHeaders(headers)) {
    if (notPassed.test(name)) continue;
    const own =
      name === 'cache-control' && values.length > 1
        ? values.filter((each) => each !== apiServerCaching)
        : values;
    const local = own.map((value) => onTheWire(localValue(name, value, place)));
    const [only] = local;
    if (only !== undefined) passed[name] = local.length === 1 ? only : local;
  }
  return passed;
}

function localValue(name: string, value: string, place: Place): string {
  switch (name) {
    case 'location':
    case 'content-location':
      return localLink(place, value);
    case 'set-cookie':
      return localCookie(place, value);
    default:
      return value;
  }
}

/** With its path as it is here, and without the API server's name as its domain, for which browsers would drop it. */
function localCookie(place: Place, cookie: string): string {
  const [pair = '', ...attributes] = cookie.split(';');
  const local = attributes.flatMap((attribute) => {
    const [name = '', value] = attribute.split('=', 2).map((word) => word.trim());
    if (value === undefined) return [attribute];
    switch (name.toLowerCase()) {
      case 'path':
        return [` ${name}=${localLink(place, value)}`];
      case 'domain':
        return value.replace(/^\./, '') === place.server.hostname ? [] : [attribute];
      default:
        return [attribute];
    }
  });
  return [pair, ...local].join(';');
}

/** undici reads headers as UTF-8, and Node writes one byte for each character. */
function onTheWire(value: string): string {
  return /[^\0-ÿ]/.test(value) ? Buffer.from(value).toString('latin1') : value;
}
