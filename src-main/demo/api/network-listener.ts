import { once } from 'node:events';
import type { Server as SecureServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

import type { Faults } from '../faults.ts';
import { isDisturbed, joinByPath } from './network-path.ts';

/**
 * The port in front of a TLS server. Connections go straight into it, or, when the network is at fault, by a way that
 * is slow, narrow or short-lived, which ends at a port of the server's own.
 */
export class NetworkListener implements AsyncDisposable {
  readonly #secure: SecureServer;
  readonly #faults: Faults;
  readonly #front: Server;
  readonly #sockets = new Set<Socket>();
  /** The server's own port, once a disturbed connection needs it. */
  #inner: Promise<number> | null = null;
  #isClosed = false;

  constructor(secure: SecureServer, faults: Faults) {
    this.#secure = secure;
    this.#faults = faults;
    this.#front = createServer({ noDelay: true }, (socket) => {
      this.#own(socket);
      if (isDisturbed(faults)) void this.#disturb(socket);
      else secure.emit('connection', socket);
    });
  }

  /** Listens on the loopback interface; resolves with the port, a free one when 0 is asked for. */
  async listen(port: number): Promise<number> {
    return listen(this.#front, port);
  }

  /** Stops listening and cuts all connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const closed = [close(this.#front)];
    if (this.#inner) {
      await this.#inner;
      closed.push(close(this.#secure));
    }
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closed);
  }

  async #disturb(client: Socket): Promise<void> {
    client.allowHalfOpen = true;
    this.#inner ??= this.#listenInside();
    const port = await this.#inner;
    if (this.#isClosed) return;
    const server = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    this.#own(server);
    joinByPath(client, server, this.#faults);
  }

  #listenInside(): Promise<number> {
    this.#secure.on('connection', (socket: Socket) => this.#own(socket));
    return listen(this.#secure, 0);
  }

  #own(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
