import { once } from 'node:events';
import type { Socket } from 'node:net';

/** The two-way bytes below SPDY: a TCP socket, or a WebSocket that carries the same. */
export interface ByteTransport {
  /** What the client sends; ends when the connection does, for whatever reason. */
  chunks(): AsyncIterable<Buffer>;
  /** Sends the parts together and in order; resolves when there is room for more, or when nothing matters any more. */
  write(parts: readonly Buffer[]): Promise<void>;
  /** Closes in an orderly way after what was written. */
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
}

export function socketTransport(socket: Socket): ByteTransport {
  socket.setNoDelay(true);
  // Every stream that waits for room listens, and there may be hundreds.
  socket.setMaxListeners(0);
  // The reader sees the end of a broken socket as the end of its chunks; without a listener the error would be thrown.
  socket.on('error', () => undefined);
  return {
    chunks: () => readAll(socket),
    write: async (parts) => {
      if (socket.destroyed || socket.writableEnded) return;
      socket.cork();
      for (const part of parts) socket.write(part);
      socket.uncork();
      if (socket.writableNeedDrain) await roomOrClose(socket);
    },
    end: () => socket.destroySoon(),
    destroy: () => socket.destroy(),
  };
}

async function* readAll(socket: Socket): AsyncGenerator<Buffer> {
  try {
    // Who stops reading has still to say goodbye.
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch {
    // A reset connection has ended, like any other.
  }
}

async function roomOrClose(socket: Socket): Promise<void> {
  const settled = new AbortController();
  try {
    await Promise.race([
      once(socket, 'drain', { signal: settled.signal }),
      once(socket, 'close', { signal: settled.signal }),
    ]);
  } catch {
    // The socket broke while it waited: its reader has seen the end.
  } finally {
    settled.abort();
  }
}
