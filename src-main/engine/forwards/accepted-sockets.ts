import type { Socket } from 'node:net';
import { resetSocket } from './reset-socket.ts';

/** Keeps accepted sockets until somebody serves them, and knows all that are open. */
export class AcceptedSockets {
  readonly #sockets = new Set<Socket>();
  #handler: ((socket: Socket) => void) | null = null;
  #closed = false;

  take(socket: Socket): void {
    if (this.#closed) {
      resetSocket(socket);
      return;
    }
    this.#sockets.add(socket);
    // Before anything is dialled: an early reset would otherwise end the process. 'close' follows and does the work.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#handler?.(socket);
  }

  open(handler: (socket: Socket) => void): void {
    this.#handler = handler;
    for (const socket of [...this.#sockets]) handler(socket);
  }

  close(): void {
    this.#closed = true;
    for (const socket of this.#sockets) resetSocket(socket);
  }
}
