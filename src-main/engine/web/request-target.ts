import type { IncomingMessage } from 'node:http';

/**
 * What a request asks its host for, without the host itself that some clients write before it (RFC 9112, 3.2.2); null where
 * that is another than the one of its Host header.
 */
export function targetOf({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string | null {
  if (url.startsWith('/') || url === '*') return url;
  const [whole = '', authority = ''] = /^http:\/\/([^/?#]*)/i.exec(url) ?? [];
  if (authority === '' || authority.toLowerCase() !== headers.host?.toLowerCase()) return null;
  const rest = url.slice(whole.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
