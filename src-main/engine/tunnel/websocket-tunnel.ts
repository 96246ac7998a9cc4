import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Wire, WireHandlers } from './wire.ts';

/** The same SPDY bytes inside an open WebSocket, for the proxies that drop SPDY. */
export function webSocketWire(webSocket: WebSocket, socket: Socket): Wire {
  let told: WireHandlers | null = null;
  let reason = 'the API server closed the connection';
  const early: Buffer[] = [];
  webSocket.on('message', (message: Buffer, isBinary) => {
    if (!isBinary) {
      // The tunnel's peer sends text only to report a fault (tunnel.md, 1.4).
      reason = `the API server reported: ${message.toString('utf8', 0, 500)}`;
      webSocket.terminate();
    } else if (told === null) early.push(message);
    else told.received(message);
  });
  webSocket.on('error', (error) => {
    reason = error.message;
    // After a frame against the rules the peer would have half a minute to close the connection.
    webSocket.terminate();
  });
  webSocket.on('close', () => told?.closed(reason));
  socket.on('drain', () => told?.drained());
  return {
    transport: 'websocket',
    get congested() {
      return socket.writableNeedDrain;
    },
    listen(handlers) {
      told = handlers;
      for (const message of early.splice(0)) handlers.received(message);
    },
    send(chunks, written) {
      if (webSocket.readyState !== WebSocket.OPEN) return true;
      socket.cork();
      chunks.forEach((chunk, index) => {
        webSocket.send(chunk, index === chunks.length - 1 ? written : undefined);
      });
      socket.uncork();
      return !socket.writableNeedDrain;
    },
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    close() {
      told = null;
      webSocket.terminate();
    },
  };
}
