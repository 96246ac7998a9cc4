import type { Duplex } from 'node:stream';

/** Told what happens on a wire. After `closed` nothing more comes. */
export interface WireHandlers {
  received(chunk: Buffer): void;
  /** After `send` returned false: more is welcome. */
  drained(): void;
  /** The wire ended, by the peer or by a fault. Not told after `close`. */
  closed(reason: string): void;
}

/** The upgraded connection to the API server that carries SPDY frames, whatever it is wrapped in. */
export interface Wire {
  readonly transport: Transport;
  /** Bytes given to the operating system's socket wait for the peer. */
  readonly congested: boolean;
  /** Begins to deliver; called once. */
  listen(handlers: WireHandlers): void;
  /** Sends a frame header and its payload together. False: stop until `drained`; the bytes are taken in any case. */
  send(header: Buffer, payload: Buffer | null): boolean;
  pause(): void;
  resume(): void;
  /** Ends the connection now. Idempotent. */
  close(): void;
}

export type Transport = 'spdy' | 'websocket';

/** A wire that is the socket itself: direct SPDY. `head` are bytes that came with the 101 answer. */
export function socketWire(socket: Duplex, head: Buffer): Wire {
  let told: WireHandlers | null = null;
  let reason = 'the API server closed the connection';
  // Listening from the first moment: an early reset must not end the process.
  socket.on('error', (error) => {
    reason = error.message;
  });
  return {
    transport: 'spdy',
    get congested() {
      return socket.writableNeedDrain;
    },
    listen(handlers) {
      told = handlers;
      socket.on('end', () => socket.destroy());
      socket.on('close', () => told?.closed(reason));
      socket.on('drain', () => told?.drained());
      if (head.length > 0) handlers.received(head);
      socket.on('data', (chunk: Buffer) => told?.received(chunk));
    },
    send(header, payload) {
      if (payload === null) return socket.write(header);
      socket.cork();
      socket.write(header);
      const more = socket.write(payload);
      socket.uncork();
      return more;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close() {
      told = null;
      socket.destroy();
    },
  };
}
