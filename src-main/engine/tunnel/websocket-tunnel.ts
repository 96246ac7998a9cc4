import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { message } from '../../shared/language/message.ts';
import type { Wire, WireHandlers } from './wire.ts';

/** The same SPDY bytes inside an open WebSocket, for the proxies that drop SPDY. */
export function webSocketWire(webSocket: WebSocket, socket: Socket): Wire {
  let told: WireHandlers | null = null;
  let reason = message('tunnel.serverClosed');
  const early: Buffer[] = [];
  webSocket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) {
      // The tunnel's peer sends text only to report a fault (tunnel.md, 1.4).
      reason = message('tunnel.serverReported', { text: data.toString('utf8', 0, 500) });
      webSocket.terminate();
    } else if (told === null) early.push(data);
    else told.received(data);
  });
  webSocket.on('error', (error) => {
    reason = message('verbatim', { text: error.message });
    // After a frame against the rules the peer would have half a minute to close the connection.
    webSocket.terminate();
  });
  webSocket.on('close', () => told?.closed(reason));
  socket.on('drain', () => told?.drained());
  return {
    transport: 'websocket',
    get isOpen() {
      return webSocket.readyState === WebSocket.OPEN;
    },
    get congested() {
      return socket.writableNeedDrain;
    },
    listen(handlers) {
      told = handlers;
      for (const data of early.splice(0)) handlers.received(data);
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
