import { connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A server on a loopback port that joins its clients to other places; it can go away and come back to the same port. */
export class Relay implements AsyncDisposable {
  /** What was asked for so far, as `host:port`. */
  readonly asked: string[] = [];
  /** Where a name that only the relay knows leads, as `host:port`. */
  readonly places = new Map<string, string>();
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  #port = 0;

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => this.#track(socket));
  }

  get port(): number {
    return this.#port;
  }

  /** Connections that are open now, on both sides. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Closes the port and cuts all connections. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** A connection to what was asked for; rejects where nothing listens. */
  async reach(authority: string): Promise<Socket> {
    this.asked.push(authority);
    const [, host = '', port] = /^(.*):(\d+)$/.exec(this.places.get(authority) ?? authority) ?? [];
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) });
    this.#track(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.stop();
  }

  #track(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

/** Bytes run both ways until one side ends or breaks. */
export function join(one: Duplex, other: Duplex): void {
  one.pipe(other).on('close', () => one.destroy());
  other.pipe(one).on('close', () => other.destroy());
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
}
