import { rootOf } from '../web/own-path.ts';

/** Where a service or pod stands behind the API server. */
export interface Place {
  /** Scheme, host and port of the API server, and the path of a proxy that it may be behind. */
  readonly server: URL;
  /** Its path below that, without a slash at the end: `/api/v1/namespaces/shop/services/web:http/proxy`. */
  readonly path: string;
  /** What the API server speaks to it. */
  readonly scheme: 'http' | 'https';
}

/** The path of the API server, before its own `/api`; empty where it has none. */
export function basePath({ server }: Pick<Place, 'server'>): string {
  return server.pathname.replace(/\/+$/, '');
}

/** The origin that the application takes for its own: it sees the API server's name as the Host that was asked for. */
export function seenOrigin({ scheme, server }: Pick<Place, 'scheme' | 'server'>): string {
  return `${scheme}://${server.host}`;
}

/**
 * A link as it is for a client of ours: the API server puts its own path before what leads to the same host
 * (apimachinery 0.36, `rewriteURL`). Links to elsewhere, and relative ones, stay as they are.
 */
export function localLink(place: Place, link: string): string {
  const [origin = ''] = /^(?:https?:)?\/\/[^/?#]*/i.exec(link) ?? [];
  if (origin !== '' && hostOf(origin) !== place.server.host) return link;
  const path = link.slice(origin.length);
  for (const prefix of [`${basePath(place)}${place.path}`, place.path]) {
    const rest = path.startsWith(prefix) ? path.slice(prefix.length) : null;
    if (rest !== null && /^(?:[/?#]|$)/.test(rest)) return `${rootOf(rest)}${rest}`;
  }
  return link;
}

/** Of an origin that may leave out its scheme. */
function hostOf(origin: string): string | null {
  return URL.parse(origin, 'https://localhost')?.host ?? null;
}
