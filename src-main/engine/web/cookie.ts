/** Where a cookie comes from. */
export interface CookieSource {
  /** The host that set it, in lower case. */
  readonly host: string;
  /** A path of it as it is at our own address. */
  readonly path: (path: string) => string;
}

/**
 * A `Set-Cookie` as browsers keep it for our own address. A domain goes that takes in the host: it is never ours, and one
 * that does not would be refused there too (RFC 6265, 5.3). `Secure` goes, since Safari keeps no such cookie of plain HTTP;
 * it stays where a cookie without it is refused: by its prefix (RFC 6265bis, 4.1.3), with `SameSite=None`, or `Partitioned` (CHIPS).
 */
export function localCookie(cookie: string, { host, path }: CookieSource): string {
  const needsSecure =
    /^\s*__(?:secure|host|http)-/i.test(cookie) ||
    /;\s*(?:samesite\s*=\s*none|partitioned)\s*(?:;|$)/i.test(cookie);
  const [pair = '', ...attributes] = cookie.split(';');
  const local = attributes.flatMap((attribute) => {
    const [written = '', ...rest] = attribute.split('=');
    const [name, value] = [written.trim(), rest.join('=').trim()];
    switch (name.toLowerCase()) {
      case 'secure':
        return needsSecure ? [attribute] : [];
      case 'domain':
        return takesIn(value, host) ? [] : [attribute];
      case 'path':
        return path(value) === value ? [attribute] : [` ${name}=${path(value)}`];
      default:
        return [attribute];
    }
  });
  return [pair, ...local].join(';');
}

/** Whether a cookie's domain is a host's own or of one above it (RFC 6265, 5.1.3). */
function takesIn(written: string, host: string): boolean {
  const domain = written.replace(/^\./, '').toLowerCase();
  return host === domain || host.endsWith(`.${domain}`);
}
