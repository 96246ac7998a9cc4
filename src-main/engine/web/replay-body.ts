import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** So much of a body is kept to be sent once more, in bytes. */
const longestKept = 1024 * 1024;

/** The body of a request, which can be sent again as long as little of it has been sent. */
export class ReplayBody {
  readonly #source: IncomingMessage;
  readonly #kept: Buffer[] = [];
  #length = 0;

  constructor(source: IncomingMessage) {
    this.#source = source;
  }

  get canReplay(): boolean {
    return this.#length <= longestKept;
  }

  /** The whole body from its beginning; null for a request without one. The last stream has ended before the next is asked for. */
  stream(): Readable | null {
    const { 'content-length': length, 'transfer-encoding': encoding } = this.#source.headers;
    if (encoding === undefined && (length === undefined || Number(length) === 0)) return null;
    return Readable.from(this.#read(), { objectMode: false });
  }

  async *#read(): AsyncGenerator<Buffer, void, void> {
    yield* this.#kept;
    if (this.#source.readableEnded) return;
    const source = this.#source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of source) {
      this.#length += chunk.length;
      if (this.canReplay) this.#kept.push(chunk);
      else this.#kept.length = 0;
      yield chunk;
    }
  }
}
