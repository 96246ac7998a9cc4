import type { WebSocket } from 'ws';

import { Channel } from '../spdy/channel.ts';

/**
 * What a WebSocket receives, message by message, until it or `close` ends it. `take` says what a message is worth, and
 * null for one that is dropped. While nobody reads, the sender is held back and gets no pong, as by the real servers,
 * which read messages and pings in one loop (tunnel.md 1.4).
 */
export class MessageStream {
  readonly #incoming = new Channel<Buffer>(1);

  constructor(socket: WebSocket, take: (data: Buffer, isBinary: boolean) => Buffer | null) {
    socket.on('message', (data: Buffer, isBinary) => {
      const taken = take(data, isBinary);
      if (!taken) return;
      socket.pause();
      void this.#incoming.put(taken).then(() => socket.resume());
    });
    socket.on('close', () => this.close());
    socket.on('error', () => undefined);
  }

  chunks(): AsyncIterable<Buffer> {
    return this.#incoming.values();
  }

  close(): void {
    this.#incoming.close();
  }
}
