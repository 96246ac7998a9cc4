import type { IncomingMessage } from 'node:http';
import type { EntryPlace } from '../../shared/local-entry.ts';
import { authorityOf } from '../net/authority.ts';
import { localCookie } from '../web/cookie.ts';
import { rootOf } from '../web/own-path.ts';
import { type Headers, passHeaders, type ReceivedHeaders } from '../web/headers.ts';

/** A host as its clients ask for it. */
export type Asked = Pick<EntryPlace, 'scheme' | 'host' | 'port'>;

/** Between our own client and us alone. */
const notPassed = /^(?:host|expect|http2-settings|proxy-.*)$/;

/** The Host header by which the host is asked for. */
export function hostHeader({ scheme, host, port }: Asked): string {
  return authorityOf({ scheme, name: host, port });
}

/** The headers of a request as the program that serves the host is to get them: as if the host had been asked for by its name. */
export function entryRequestHeaders(
  { headersDistinct }: Pick<IncomingMessage, 'headersDistinct'>,
  asked: Asked,
): Headers {
  const own = `http://${headersDistinct['host']?.[0] ?? ''}`;
  const meant = `${asked.scheme}://${hostHeader(asked)}`;
  const headers = passHeaders(headersDistinct, (name, value) => {
    if (notPassed.test(name)) return null;
    if (name === 'origin') return value === own ? meant : value;
    if (name === 'referer') return value.startsWith(`${own}/`) ? `${meant}${value.slice(own.length)}` : value;
    return value;
  });
  return { ...headers, host: hostHeader(asked) };
}

/** The headers of an answer as they are true at our own address. */
export function entryResponseHeaders(headers: ReceivedHeaders, asked: Asked): Headers {
  return passHeaders(headers, (name, value) => {
    switch (name) {
      case 'location':
      case 'content-location':
        return localLink(value, asked);
      case 'set-cookie':
        return localCookie(value, { host: asked.host, path: (path) => path });
      // It names ports of the host, which are others' here.
      case 'alt-svc':
        return null;
      default:
        return value;
    }
  });
}

/** A link to the host itself, by the same scheme, as a path; any other as it is. */
export function localLink(link: string, asked: Asked): string {
  const parts = /^(?:(https?):)?\/\/([^/\\?#]*)([^]*)$/i.exec(link);
  if (parts === null) return link;
  const [, scheme = asked.scheme, authority = '', rest = ''] = parts;
  if (scheme.toLowerCase() !== asked.scheme) return link;
  // Its `host` is in lower case and without the usual port, as ours.
  if (URL.parse(`${asked.scheme}://${authority}`)?.host !== hostHeader(asked)) return link;
  return `${rootOf(rest)}${rest}`;
}
