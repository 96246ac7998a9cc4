import type { IncomingMessage } from 'node:http';
import { type Headers, passHeaders } from '../web/headers.ts';
import { type Place, seenOrigin } from './place.ts';

/**
 * What the API server would take for credentials or for the word of a proxy that it trusts, or asks of our own
 * connection. kubectl leaves the client's Authorization as it is, in place of its own (client-go 0.36,
 * `bearerAuthRoundTripper`); here it is dropped, so that nobody acts as somebody else. Cookies are the application's: an
 * API server knows none. Those of other addresses of this computer come with them, as with every local server.
 */
const notPassed =
  /^(?:authorization|proxy-.*|impersonate-.*|x-remote-.*|x-forwarded-.*|forwarded|audit-id|host|expect|http2-settings|sec-fetch-.*)$/;

/** By which a WebSocket brings a bearer token to an API server, as a subprotocol. */
const tokenProtocol = 'base64url.bearer.authorization.k8s.io.';

/** The headers of a request to the API server, without those of our own identity. */
export function requestHeaders(request: Pick<IncomingMessage, 'headersDistinct'>, place: Place): Headers {
  return passHeaders(request.headersDistinct, (name, value) =>
    notPassed.test(name) ? null : passedValue(name, value, request, place) || null,
  );
}

function passedValue(
  name: string,
  value: string,
  { headersDistinct }: Pick<IncomingMessage, 'headersDistinct'>,
  place: Place,
): string {
  switch (name) {
    // The application sees the API server's name: its checks against foreign pages compare with that.
    case 'origin':
      return seenOrigin(place);
    case 'referer': {
      const own = `http://${headersDistinct['host']?.[0] ?? ''}/`;
      return value.startsWith(own) ? `${seenOrigin(place)}/${value.slice(own.length)}` : value;
    }
    // The API server reads pages as raw deflate to change their links, which is not what servers send (RFC 9110, 8.4.1.2).
    case 'accept-encoding':
      return without(value, (coding) => /^deflate\b/i.test(coding)) || 'identity';
    case 'sec-websocket-protocol':
      return without(value, (protocol) => protocol.startsWith(tokenProtocol));
    default:
      return value;
  }
}

function without(list: string, isDropped: (item: string) => boolean): string {
  const items = list.split(',').map((item) => item.trim());
  return items.filter((item) => !isDropped(item)).join(', ');
}
