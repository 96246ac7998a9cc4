import type { IncomingMessage } from 'node:http';
import { type Message, message } from '../../shared/language/message.ts';

/** Why a request is not passed on. */
export interface Refused {
  readonly status: 400 | 403;
  readonly words: Message;
}

/**
 * Who may not use our way into a cluster: whatever asks under another name than ours (a name of the web that was made to lead
 * here, DNS rebinding), and pages of other origins, also those of other ports, which browsers call the same site. From
 * them only a plain navigation is taken, as by a link. Null for a request that may pass.
 */
export function foreignness(
  { headers, method = '' }: Pick<IncomingMessage, 'headers' | 'method'>,
  port: number,
): Refused | null {
  const host = headers.host?.toLowerCase() ?? '';
  if (!namesOf(port).includes(host)) return { status: 403, words: message('webServer.foreignHost') };
  const { origin } = headers;
  const isForeign = origin === undefined ? isFromForeignPage(headers, method) : origin !== `http://${host}`;
  return isForeign ? { status: 403, words: message('webServer.foreignPage') } : null;
}

function namesOf(port: number): string[] {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const withPort = names.map((name) => `${name}:${String(port)}`);
  return port === 80 ? [...names, ...withPort] : withPort;
}

/** By what every browser since 2023 says of its own accord; other programs say nothing. */
function isFromForeignPage(headers: IncomingMessage['headers'], method: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== 'cross-site' && site !== 'same-site') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || (method !== 'GET' && method !== 'HEAD');
}
