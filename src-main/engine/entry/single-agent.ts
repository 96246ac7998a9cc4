import type { Duplex } from 'node:stream';
import { http } from '../net/http.ts';

/**
 * Node's agent, for one request over a connection that nobody has used. It says that it would keep the connection, though it
 * does not: some servers read the rest of a request that they refuse only then, and else their answer is lost.
 */
export class SingleAgent extends http.Agent {
  readonly #socket: Duplex;

  constructor(socket: Duplex) {
    super({ keepAlive: true });
    this.#socket = socket;
  }

  override createConnection(): Duplex {
    return this.#socket;
  }

  override keepSocketAlive(): boolean {
    return false;
  }
}
