import type { WebSocket } from 'ws';

import type { ByteTransport } from '../spdy/byte-transport.ts';
import { MessageStream } from './message-stream.ts';

const messageBytes = 32 * 1024;

/**
 * SPDY's bytes inside a WebSocket, as the API server's tunnel handler moves them: message borders mean nothing, a text
 * message is an error, and each piece leaves as a frame that is not final with an empty final one behind it (tunnel.md 1.4).
 */
export function webSocketTransport(socket: WebSocket): ByteTransport {
  let isLost = false;
  const incoming = new MessageStream(socket, (data, isBinary) => {
    if (!isLost && isBinary) return data;
    socket.close(isBinary ? 1000 : 1003);
    return null;
  });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  // The way behind the WebSocket is gone: the client's end stays open and silent until it sends something (tunnel.md 1.4).
  const lose = (): void => {
    isLost = true;
    incoming.close();
  };
  return {
    chunks: () => incoming.chunks(),
    write: async (parts) => {
      if (isLost || socket.readyState !== socket.OPEN) return;
      await Promise.race([sendAll(socket, Buffer.concat(parts)), closed]);
    },
    end: lose,
    destroy: lose,
  };
}

/** Sends everything at once, so that nothing else comes between; resolves when the socket has taken it. */
function sendAll(socket: WebSocket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    for (let offset = 0; offset < bytes.length; offset += messageBytes) {
      const isLast = offset + messageBytes >= bytes.length;
      socket.send(bytes.subarray(offset, offset + messageBytes), { binary: true, fin: false });
      socket.send(Buffer.alloc(0), { binary: true, fin: true }, () => {
        if (isLast) resolve();
      });
    }
  });
}
