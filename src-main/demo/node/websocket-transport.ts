import type { WebSocket } from 'ws';

import type { ByteTransport } from '../spdy/byte-transport.ts';
import { Channel } from '../spdy/channel.ts';

const messageBytes = 32 * 1024;

/**
 * SPDY's bytes inside a WebSocket, as the API server's tunnel handler moves them: message borders mean nothing, a text
 * message is an error, and each piece leaves as a frame that is not final with an empty final one behind it (tunnel.md 1.4).
 */
export function webSocketTransport(socket: WebSocket): ByteTransport {
  const incoming = new Channel<Buffer>(1);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) {
      socket.close(1003);
      return;
    }
    // The sender is held back while the cluster is: without this the messages would pile up here.
    socket.pause();
    void incoming.put(data).then(() => socket.resume());
  });
  socket.on('close', () => incoming.close());
  socket.on('error', () => undefined);
  return {
    chunks: async function* () {
      for (let chunk = await incoming.take(); chunk; chunk = await incoming.take()) yield chunk;
    },
    write: async (parts) => {
      const bytes = Buffer.concat(parts);
      for (let offset = 0; offset < bytes.length; offset += messageBytes) {
        if (socket.readyState !== socket.OPEN) return;
        socket.send(bytes.subarray(offset, offset + messageBytes), { binary: true, fin: false });
        await Promise.race([sendLast(socket), closed]);
      }
    },
    end: () => socket.close(1000),
    destroy: () => socket.terminate(),
  };
}

/** The empty final frame; resolves when the socket has taken everything. */
function sendLast(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => socket.send(Buffer.alloc(0), { binary: true, fin: true }, () => resolve()));
}
