import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { resetSocket } from '../../src-main/engine/forwards/reset-socket.ts';
import { listen, portOf } from './forward-bench.ts';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** A path between an engine and its API server that a test can watch and break, as a network does. */
export class NetworkPath implements AsyncDisposable {
  readonly port: number;
  /** Connections that came so far, and when the last one came, by `performance.now`. */
  accepted = 0;
  acceptedAt = 0;
  /** Bytes that passed from the server to clients. */
  bytesDown = 0;
  /** Bytes that passed from clients to the server. */
  bytesUp = 0;
  readonly #server: Server;
  readonly #place: { readonly host: string; readonly port: number };
  readonly #pairs = new Set<Pair>();
  /** Dead to both ends for good: no byte, no FIN and no reset. */
  readonly #lost = new Set<Pair>();
  #frozen = false;
  #away = false;
  #idleMs: number | null = null;

  private constructor(server: Server, place: { host: string; port: number }) {
    this.#server = server;
    this.#place = place;
    this.port = portOf(server);
    server.on('connection', (client) => this.#accept(client));
  }

  /** Listens on `::1` and leads to the server. */
  static async start(target: URL): Promise<NetworkPath> {
    const place = { host: target.hostname, port: Number(target.port) };
    // The demo on 127.0.0.1 refuses requests for any other port than its own.
    const port = place.host === '127.0.0.1' ? place.port : 0;
    const server = await listen(createServer({ allowHalfOpen: true, noDelay: true }), port, '::1');
    return new NetworkPath(server, place);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#pairs.size;
  }

  /** Resolves when the next connection comes. */
  async next(): Promise<void> {
    await once(this.#server, 'connection');
  }

  /** Lets no byte pass, in either direction and on any connection, until `thaw`; new connections are accepted and wait. */
  freeze(): void {
    this.#frozen = true;
    for (const pair of this.#pairs) halt(pair);
  }

  thaw(): void {
    this.#frozen = false;
    for (const pair of this.#pairs) if (!this.#lost.has(pair)) resume(pair);
  }

  /** The connections of now are dead, and nobody tells the client; new ones work: how a computer finds them after its sleep. */
  lose(): void {
    for (const pair of this.#pairs) {
      this.#lost.add(pair);
      halt(pair);
    }
  }

  /** Resets all connections now. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      resetSocket(client);
      resetSocket(server);
    }
  }

  /** Resets what is there, and whatever comes until `back`. */
  goAway(): void {
    this.#away = true;
    this.cut();
  }

  back(): void {
    this.#away = false;
  }

  /** New connections are reset after so long without a byte, as a load balancer does; null for never. In milliseconds. */
  idleOut(ms: number | null): void {
    this.#idleMs = ms;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #accept(client: Socket): void {
    this.accepted += 1;
    this.acceptedAt = performance.now();
    client.on('error', () => undefined);
    if (this.#away) {
      resetSocket(client);
      return;
    }
    const server = connect({ ...this.#place, allowHalfOpen: true, noDelay: true });
    server.on('error', () => undefined);
    const pair = { client, server };
    this.#pairs.add(pair);
    client.on('data', (chunk) => (this.bytesUp += chunk.length)).pipe(server);
    server.on('data', (chunk) => (this.bytesDown += chunk.length)).pipe(client);
    for (const socket of [client, server]) {
      socket.once('close', () => {
        // The end of one side is the end of both, but not while it cannot be heard.
        const isHeard = !this.#frozen && !this.#lost.has(pair);
        if (isHeard || (client.destroyed && server.destroyed)) this.#forget(pair);
      });
      if (this.#idleMs !== null) socket.setTimeout(this.#idleMs, () => this.#forget(pair));
    }
    if (this.#frozen) halt(pair);
  }

  #forget(pair: Pair): void {
    this.#pairs.delete(pair);
    resetSocket(pair.client);
    resetSocket(pair.server);
  }
}

function halt({ client, server }: Pair): void {
  client.unpipe(server).pause();
  server.unpipe(client).pause();
}

function resume({ client, server }: Pair): void {
  client.pipe(server);
  server.pipe(client);
}
