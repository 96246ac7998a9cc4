import type { WebSocket } from 'ws';

import type { ByteTransport } from '../spdy/byte-transport.ts';
import { MessageStream } from './message-stream.ts';
import type { V4Protocol } from './websocket-negotiation.ts';

const zero = '0'.charCodeAt(0);

/**
 * The messages of the v4 protocol: each chunk is one, and its first byte is the channel. In the base64 variant a message
 * is text, and the channel a digit before it; a frame of the other kind is read all the same, as seen on a real cluster.
 */
export function v4Transport(socket: WebSocket, protocol: V4Protocol | ''): ByteTransport {
  const isText = protocol === 'v4.base64.channel.k8s.io';
  const incoming = new MessageStream(socket, (data) => (isText ? decode(data) : data));
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return {
    chunks: () => incoming.chunks(),
    write: async (parts) => {
      if (socket.readyState !== socket.OPEN) return;
      const message = Buffer.concat(parts);
      const sent = new Promise<void>((resolve) =>
        socket.send(isText ? encode(message) : message, () => resolve()),
      );
      await Promise.race([sent, closed]);
    },
    end: () => socket.close(1000),
    destroy: () => socket.terminate(),
  };
}

function encode(message: Buffer): string {
  return String.fromCharCode(zero + (message[0] ?? 0)) + message.toString('base64', 1);
}

function decode(text: Buffer): Buffer {
  if (text.length === 0) return text;
  const channel = Buffer.from([(text[0] ?? 0) - zero]);
  return Buffer.concat([channel, Buffer.from(text.toString('latin1', 1), 'base64')]);
}
