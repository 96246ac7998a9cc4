import type { Message } from '../../shared/language/message.ts';

/** A proxy before a server. Holds a password: only `shown` may be shown or logged. */
export interface Proxy {
  readonly kind: 'http' | 'https' | 'socks5';
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly login: { readonly username: string; readonly password: string } | null;
  /** Scheme, host and port. */
  readonly shown: string;
  /** What a person has to correct, as it stands in a sentence: a name, or words. */
  readonly setBy: string | Message;
  /** Read when Portolan starts, and never again. */
  readonly isReadOnce: boolean;
}

const kinds = {
  'http:': { kind: 'http', port: 80 },
  'https:': { kind: 'https', port: 443 },
  // Go looks names up at the proxy for `socks5` too (net/http), so both words mean the same.
  'socks5:': { kind: 'socks5', port: 1080 },
  'socks5h:': { kind: 'socks5', port: 1080 },
} as const;

/** Null where the text is not the URL of a proxy that can be used. */
export function parseProxy(text: string, setBy: Proxy['setBy'], isReadOnce = false): Proxy | null {
  const url = URL.parse(text.trim());
  if (url === null || url.hostname === '' || !isKnown(url.protocol)) return null;
  const { kind, port } = kinds[url.protocol];
  const login = loginOf(url);
  if (login === undefined) return null;
  return {
    kind,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? port : Number(url.port),
    login,
    shown: `${url.protocol}//${url.hostname}:${url.port === '' ? port : url.port}`,
    setBy,
    isReadOnce,
  };
}

function isKnown(protocol: string): protocol is keyof typeof kinds {
  return Object.hasOwn(kinds, protocol);
}

/** Undefined where the percent-encoding is broken. */
function loginOf({ username, password }: URL): Proxy['login'] | undefined {
  if (username === '' && password === '') return null;
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    // Half an escape, as in a password with a bare percent sign.
    return undefined;
  }
}
