import type { WebSocket } from 'ws';

import type { ByteTransport } from '../spdy/byte-transport.ts';
import { MessageStream } from './message-stream.ts';

const messageBytes = 32 * 1024;
// gorilla/websocket's write buffer: what is twice as long goes past it, whole and with an empty final frame behind it;
// what is shorter goes through it, in frames of its size. Seen on a real cluster.
const bufferBytes = 4_096;
const unbufferedBytes = 2 * (bufferBytes + 14);

/**
 * SPDY's bytes inside a WebSocket, as the API server's tunnel handler moves them: message borders mean nothing, a text
 * message is an error, and long pieces leave in frames that are not final with a final one behind them (tunnel.md 1.4).
 */
export function webSocketTransport(socket: WebSocket): ByteTransport {
  let isLost = false;
  const incoming = new MessageStream(socket, (data, isBinary) => {
    if (!isLost && isBinary) return data;
    socket.close(isBinary ? 1000 : 1003);
    return null;
  });
  // The way behind the WebSocket is gone: the client's end stays open and silent until it sends something (tunnel.md 1.4).
  const lose = (): void => {
    isLost = true;
    incoming.close();
  };
  return {
    chunks: () => incoming.chunks(),
    write: async (parts) => {
      if (isLost || socket.readyState !== socket.OPEN) return;
      await sendAll(socket, Buffer.concat(parts));
    },
    end: lose,
    destroy: lose,
  };
}

/** Sends everything at once, so that nothing else comes between; resolves when the socket has taken it or is closed. */
function sendAll(socket: WebSocket, bytes: Buffer): Promise<void> {
  const frames = cut(bytes, messageBytes).flatMap((message) =>
    framesOf(message).map((data, index, { length }) => ({ data, fin: index === length - 1 })),
  );
  return new Promise((resolve) => {
    for (const [index, { data, fin }] of frames.entries())
      socket.send(data, { binary: true, fin }, index === frames.length - 1 ? () => resolve() : undefined);
  });
}

function framesOf(message: Buffer): Buffer[] {
  return message.length > unbufferedBytes ? [message, Buffer.alloc(0)] : cut(message, bufferBytes);
}

function cut(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}
