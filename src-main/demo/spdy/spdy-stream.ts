import { Channel } from './channel.ts';
import { encodeData, encodeReset, type Headers, resetStatus } from './frames.ts';

/** What a stream needs of its connection. */
export interface StreamWire {
  send(parts: Buffer[]): Promise<void>;
  /** Both sides are done: frames for this stream are dropped from now on. */
  forget(streamId: number): void;
}

/** One stream that a client opened, seen from the server. */
export class SpdyStream {
  readonly id: number;
  readonly headers: Headers;
  readonly #wire: StreamWire;
  // spdystream hands over one frame at a time: a frame nobody takes blocks its worker (tunnel.md 2.4).
  readonly #incoming = new Channel<Buffer>(0);
  #remoteFinished = false;
  #finished = false;

  constructor(id: number, headers: Headers, wire: StreamWire) {
    this.id = id;
    this.headers = headers;
    this.#wire = wire;
  }

  /** What the client sends, up to its FIN or RST or the end of the connection, which look alike here as in the real server. */
  chunks(): AsyncGenerator<Buffer> {
    return this.#incoming.values();
  }

  /** Resolves when the application has taken the data, or never will. */
  deliver(data: Buffer): Promise<void> {
    return data.length === 0 ? Promise.resolve() : this.#incoming.put(data);
  }

  /** The client sends no more. */
  finishRemote(): void {
    this.#remoteFinished = true;
    this.#incoming.close();
    if (this.#finished) this.#wire.forget(this.id);
  }

  /** The client, or the connection, has given the stream up: both directions are over. */
  abandon(): void {
    this.#finished = true;
    this.finishRemote();
  }

  /** Sends data even after a RST of the client: the real server goes on for its last second (tunnel.md 2.3). */
  write(data: Buffer): Promise<void> {
    return this.#wire.send(encodeData(this.id, data, false));
  }

  /** Sends FIN, once. */
  end(): void {
    if (this.#finished) return;
    this.#finished = true;
    if (this.#remoteFinished) this.#wire.forget(this.id);
    void this.#wire.send(encodeData(this.id, Buffer.alloc(0), true));
  }

  /** Sends RST, unless FIN has been sent: then only the reader is let go. */
  reset(): void {
    const finishedBefore = this.#finished;
    this.abandon();
    if (!finishedBefore) void this.#wire.send(encodeReset(this.id, resetStatus.cancel));
  }
}
