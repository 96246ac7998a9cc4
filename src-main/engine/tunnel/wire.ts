import type { Socket } from 'node:net';
import { type Message, message } from '../../shared/language/message.ts';
import type { Transport } from '../../shared/transport.ts';
import type { ReusedReads } from './reused-reads.ts';

/** Told what happens on a wire. After `closed` nothing more comes. */
export interface WireHandlers {
  /** Returns true where the chunk's memory is still needed after the call; otherwise it may be read into again. */
  received(chunk: Buffer): boolean;
  /** After `send` returned false: more is welcome. */
  drained(): void;
  /** The wire ended, by the peer or by a fault. Not told after `close`. */
  closed(reason: Message): void;
}

/** The upgraded connection to the API server that carries SPDY frames, whatever it is wrapped in. */
export interface Wire {
  readonly transport: TunnelTransport;
  /** False once its end is seen, some turns before `closed` is told: what is sent then goes nowhere. */
  readonly isOpen: boolean;
  /** Bytes given to the operating system's socket wait for the peer. */
  readonly congested: boolean;
  /** Begins to deliver; called once. */
  listen(handlers: WireHandlers): void;
  /**
   * Sends the chunks together; `written` is called once their memory is no longer needed.
   * False: stop until `drained`; the bytes are taken in any case.
   */
  send(chunks: readonly Buffer[], written?: () => void): boolean;
  pause(): void;
  resume(): void;
  /** Ends the connection now. Idempotent. */
  close(): void;
}

/** What SPDY frames travel in. */
export type TunnelTransport = Exclude<Transport, 'v4'>;

/** A wire that is the socket itself: direct SPDY. `head` are bytes that came with the 101 answer. */
export function socketWire(socket: Socket, head: Buffer, reads: ReusedReads | null = null): Wire {
  let told: WireHandlers | null = null;
  let reason = message('tunnel.serverClosed');
  // The first bytes of a turn leave at once, what follows in the same turn leaves together: the openings of 500
  // connections that come at once are a few writes, each of which would cost a TLS record and a system call.
  let isCorked = false;
  let isGathering = false;
  const flush = (): void => {
    if (isCorked) socket.uncork();
    isCorked = false;
  };
  const flushFirst = (): void => {
    flush();
    isGathering = true;
    setImmediate(flushRest);
  };
  const flushRest = (): void => {
    isGathering = false;
    flush();
  };
  // Listening from the first moment: an early reset must not end the process.
  socket.on('error', (error) => {
    reason = message('verbatim', { text: error.message });
  });
  return {
    transport: 'spdy',
    get isOpen() {
      return socket.writable;
    },
    get congested() {
      return socket.writableNeedDrain;
    },
    listen(handlers) {
      told = handlers;
      socket.on('end', () => socket.destroy());
      socket.on('close', () => told?.closed(reason));
      socket.on('drain', () => told?.drained());
      if (head.length > 0) handlers.received(head);
      const early = socket.read() as Buffer | null;
      if (early !== null) handlers.received(early);
      reads?.take((chunk) => told?.received(chunk) ?? false);
      socket.on('data', (chunk: Buffer) => told?.received(chunk));
    },
    send(chunks, written) {
      if (!isCorked) {
        isCorked = true;
        socket.cork();
        if (!isGathering) process.nextTick(flushFirst);
      }
      let more = true;
      chunks.forEach((chunk, index) => {
        more = index === chunks.length - 1 ? socket.write(chunk, written) : socket.write(chunk);
      });
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
