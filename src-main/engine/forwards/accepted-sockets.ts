import type { ClientSocket } from './client-socket.ts';
import { resetSocket } from './reset-socket.ts';

/** Keeps accepted sockets until somebody serves them, and knows all that are open. */
export class AcceptedSockets<S extends ClientSocket> {
  readonly #sockets = new Set<S>();
  readonly #admits: (socket: S) => boolean;
  #handler: ((socket: S) => void) | null = null;
  #closed = false;

  /** A socket that `admits` refuses is reset before anything is read of it. */
  constructor(admits: (socket: S) => boolean) {
    this.#admits = admits;
  }

  take(socket: S): void {
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

  open(handler: (socket: S) => void): void {
    this.#handler = handler;
    for (const socket of [...this.#sockets]) handler(socket);
  }

  /** Resets those that are not admitted any more. */
  sift(): void {
    for (const socket of this.#sockets) if (!this.#admits(socket)) resetSocket(socket);
  }

  /** Resets all; resolves once they are closed. */
  async close(): Promise<void> {
    this.#closed = true;
    const closing = [...this.#sockets].map(closed);
    for (const socket of this.#sockets) resetSocket(socket);
    await Promise.all(closing);
  }
}

function closed(socket: ClientSocket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
