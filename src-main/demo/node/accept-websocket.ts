import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

import { tunnelProtocol } from './websocket-negotiation.ts';

// x/net/websocket, which serves v4, takes no longer frame (tunnel.md 1.2).
const longestV4Frame = 32 * 1024 * 1024;

/** Answers the handshake of a WebSocket with the subprotocol; never resolves for a handshake that is none. */
export function acceptWebSocket(
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  protocol: string,
): Promise<WebSocket> {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: protocol === tunnelProtocol ? 0 : longestV4Frame,
  });
  // By hand, because ws takes no subprotocol with a slash in its name, and Kubernetes has one.
  server.on('headers', (headers) => headers.push(`Sec-WebSocket-Protocol: ${protocol}`));
  delete message.headers['sec-websocket-protocol'];
  return new Promise((resolve) => server.handleUpgrade(message, socket, head, resolve));
}
