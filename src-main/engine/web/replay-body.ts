import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { hasBody } from './headers.ts';

/** So much of a body is kept to be sent once more, in bytes. */
const longestKept = 1024 * 1024;

/** A request, of which the body alone is read here. */
type Source = Readable & Pick<IncomingMessage, 'headers' | 'complete'>;

/** The body of a request, which can be sent again as long as little of it has been sent. */
export class ReplayBody {
  readonly #source: Source;
  readonly #chunks: AsyncIterator<Buffer>;
  /** What the current stream has still to say, and what it has said as long as that can be said again. */
  readonly #kept: Buffer[] = [];
  #length = 0;
  #current: Readable | null = null;
  #taking: Promise<boolean> | null = null;

  constructor(source: Source) {
    this.#source = source;
    this.#chunks = source.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  get canReplay(): boolean {
    return this.#length <= longestKept;
  }

  /** The whole body from its beginning, in place of the stream before; null for a request without one. */
  stream(): Readable | null {
    this.#current?.destroy();
    this.#current = hasBody(this.#source.headers) ? Readable.from(this.#read(), { objectMode: false }) : null;
    return this.#current;
  }

  /** Whether all of it has come, read or not. */
  get isWhole(): boolean {
    return this.#source.complete || !hasBody(this.#source.headers);
  }

  /** Reads what is left, to nobody. */
  async discard(): Promise<void> {
    this.#current?.destroy();
    if (!hasBody(this.#source.headers)) return;
    while (await this.#take()) this.#kept.length = 0;
  }

  async *#read(): AsyncGenerator<Buffer, void, void> {
    for (let at = 0; ;) {
      const chunk = this.#kept[at];
      if (chunk === undefined) {
        if (!(await this.#take())) return;
        continue;
      }
      yield chunk;
      if (this.canReplay) at += 1;
      else {
        this.#kept.splice(0, at + 1);
        at = 0;
      }
    }
  }

  /** Waits for one more chunk, which is kept; false at the end. A stream may end while it waits: the next one waits for the same. */
  #take(): Promise<boolean> {
    this.#taking ??= this.#chunks.next().then(({ value, done }) => {
      if (done === true) return false;
      this.#taking = null;
      this.#length += value.length;
      this.#kept.push(value);
      return true;
    });
    return this.#taking;
  }
}
