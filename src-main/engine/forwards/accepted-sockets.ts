import type { Socket } from 'node:net';
import { resetSocket } from './reset-socket.ts';

/** Keeps accepted sockets until somebody serves them, and knows all that are open. */
export class AcceptedSockets {
  readonly #sockets = new Set<Socket>();
  readonly #admits: (socket: Socket) => boolean;
  #handler: ((socket: Socket) => void) | null = null;
  #closed = false;

  /** A socket that `admits` refuses is reset before anything is read of it. */
  constructor(admits: (socket: Socket) => boolean) {
    this.#admits = admits;
  }

  take(socket: Socket): void {
    // Before anything is dialled: an early reset would otherwise end the process. 'close' follows and does the work.
    socket.on('error', () => undefined);
    if (this.#closed || !this.#admits(socket)) {
      resetSocket(socket);
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#handler?.(socket);
  }

  open(handler: (socket: Socket) => void): void {
    this.#handler = handler;
    for (const socket of [...this.#sockets]) handler(socket);
  }

  /** Resets those that are not admitted any more. */
  sift(): void {
    for (const socket of this.#sockets) if (!this.#admits(socket)) resetSocket(socket);
  }

  close(): void {
    this.#closed = true;
    for (const socket of this.#sockets) resetSocket(socket);
  }
}
