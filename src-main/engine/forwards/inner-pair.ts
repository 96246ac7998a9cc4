import { Duplex } from 'node:stream';
import { connectionClosed } from '../net/connection-errors.ts';
import type { ClientSocket } from './client-socket.ts';

/** A connection within this process: what is written at one end is read at the other. No other program can come to it. */
export interface InnerPair {
  readonly client: Duplex;
  readonly server: ClientSocket;
}

/** Each end closes as a socket of Node's `net` does, the server's with its own side open after the client's FIN. Both have a listener for their errors. */
export function innerPair(): InnerPair {
  const client = new InnerEnd({ allowHalfOpen: false });
  const server = new InnerEnd({ allowHalfOpen: true });
  // An error before the next owner listens would end the process.
  for (const end of [client, server]) end.on('error', () => undefined);
  client.joinTo(server);
  server.joinTo(client);
  return { client, server };
}

/** Not Node's `duplexPair`, which turns the loss of one end into a good end of the other: a cut answer would look whole. */
class InnerEnd extends Duplex implements ClientSocket {
  #other: InnerEnd = this;
  #hasSaidAll = false;
  /** The last write, which waits for room at the other end. */
  #waiting: ((error?: Error) => void) | null = null;

  joinTo(other: InnerEnd): void {
    this.#other = other;
  }

  resetAndDestroy(): this {
    // Itself first: the other's end would be told to this one as an error.
    this.destroy();
    this.#other.destroy(connectionClosed());
    return this;
  }

  // What Node's HTTP asks of sockets that it keeps; within a process it means nothing.
  setKeepAlive(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    this.#other.#goOn();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    if (this.#other.destroyed) done(connectionClosed());
    // A copy: whoever has written it may use its memory for something else.
    else if (chunk.length === 0 || this.#other.push(Buffer.from(chunk))) done();
    else this.#waiting = done;
  }

  override _final(done: () => void): void {
    this.#hasSaidAll = true;
    this.#other.push(null);
    done();
  }

  /** As in TCP: the other end may still read what was said if this one had ended it, and is reset if not. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.#hasSaidAll) this.#other.#goOn(connectionClosed());
    else this.#other.destroy(connectionClosed());
    done(error);
  }

  #goOn(error?: Error): void {
    const go = this.#waiting;
    this.#waiting = null;
    go?.(error);
  }
}
