import type { IncomingMessage } from 'node:http';
import { type Message, message } from '../../shared/language/message.ts';
import type { Headers } from './headers.ts';

/** Why a request is not passed on. */
export interface Refused {
  readonly status: 400 | 403;
  readonly words: Message;
}

/** It asks under another name than ours. */
export const foreignHost: Refused = { status: 403, words: message('webServer.foreignHost') };

/**
 * Who may not use our way into a cluster: whatever asks under another name than ours (a name of the web that was made to lead
 * here, DNS rebinding), and pages of other origins, also those of other ports, which browsers call the same site. From
 * them only a link is taken, which opens a page of its own. Null for a request that may pass.
 */
export function foreignness(
  { headers, method = '' }: Pick<IncomingMessage, 'headers' | 'method'>,
  port: number,
): Refused | null {
  const host = headers.host?.toLowerCase() ?? '';
  if (!namesOf(port).includes(host)) return foreignHost;
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
  // A frame is a navigation too: people would click in it on what its page hides from them.
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !isLink || (method !== 'GET' && method !== 'HEAD');
}

/**
 * The headers of an answer that no browser shows in a frame of a foreign page, also one that does not say what it asks for.
 * A policy beside the application's own can only forbid more (CSP 3, “The effect of multiple policies”). `X-Frame-Options`
 * gives way to it, and could have been stricter towards pages of the application alone.
 */
export function unframed(headers: Headers): Headers {
  const { 'content-security-policy': policies = [] } = headers;
  return { ...headers, 'content-security-policy': [...[policies].flat(), "frame-ancestors 'self'"] };
}
