import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { resetSocket } from '../../src-main/engine/forwards/reset-socket.ts';
import type { Endpoint } from '../../src-main/shared/session.ts';
import type { Payload } from './payload.ts';

/** How a conversation went wrong. */
export type Fault =
  /** Nobody listened. */
  | 'refused'
  | 'reset'
  /** The other side ended before it had said everything. */
  | 'cut short'
  | 'wrong bytes'
  /** A clean end where the application had reset, or where nothing listens in the pod. */
  | 'reset hidden'
  /** Nothing moved for `stuckMs`. */
  | 'stuck';

/** What a client did not expect; `fault` counts it, the message tells it. */
export class BrokenTalk extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, message: string) {
    super(`${fault}: ${message}`);
    this.fault = fault;
  }
}

/** Longer than a connection is ever held. */
export const stuckMs = 150_000;

/** One local connection that trusts nobody: it knows every byte that has to come and how the end has to be. */
export class SoakClient implements Disposable {
  /** Its port on this computer: by it the forwarder knows it too. */
  readonly localPort: number;
  sent = 0;
  received = 0;
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer, undefined>;
  readonly #closed = new AbortController();
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.localPort = socket.localPort ?? 0;
    this.#chunks = (socket as AsyncIterable<Buffer, undefined>)[Symbol.asyncIterator]();
    if (socket.destroyed) this.#closed.abort();
    else socket.once('close', () => this.#closed.abort());
  }

  /** Throws `BrokenTalk`. */
  static async connect({ address, port }: Endpoint): Promise<SoakClient> {
    const socket = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
    // Each step that waits tells the error itself; a socket nobody waits for may be reset at any time.
    socket.on('error', () => undefined);
    socket.setTimeout(stuckMs, () => {
      socket.destroy(new BrokenTalk('stuck', `nothing moved for ${stuckMs / 1000} s`));
    });
    await once(socket, 'connect').catch((error: unknown) => {
      // It was accepted and reset before Node could tell: that is the first thing its reader learns.
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw broken(error);
    });
    return new SoakClient(socket);
  }

  async send(chunk: Buffer | string): Promise<void> {
    this.sent += chunk.length;
    if (this.#socket.write(chunk)) return;
    const { signal } = this.#closed;
    try {
      signal.throwIfAborted();
      await once(this.#socket, 'drain', { signal });
    } catch (error) {
      throw this.#socket.errored === null && signal.aborted
        ? new BrokenTalk('cut short', `closed after ${this.sent} bytes of ours`)
        : broken(this.#socket.errored ?? error);
    }
  }

  /** What `payload` has from `offset` on, in pieces that `pieceOf` sizes. */
  async sendPayload(payload: Payload, length: number, pieceOf: () => number): Promise<void> {
    for (let offset = 0; offset < length;) {
      const piece = payload.at(offset, Math.min(pieceOf(), length - offset));
      await this.send(piece);
      offset += piece.length;
    }
  }

  /** The next bytes, as they come; null at the clean end. */
  async read(): Promise<Buffer | null> {
    if (this.#rest.length > 0) {
      const rest = this.#rest;
      this.#rest = Buffer.alloc(0);
      return rest;
    }
    try {
      const next = await this.#chunks.next();
      if (next.done === true) return null;
      this.received += next.value.length;
      return next.value;
    } catch (error) {
      throw broken(error);
    }
  }

  /** Reads up to and with `mark`, and returns it as text. */
  async readText(mark: string): Promise<string> {
    let text = Buffer.alloc(0);
    for (;;) {
      const chunk = await this.read();
      if (chunk === null) throw cutShort(text.length, mark);
      text = Buffer.concat([text, chunk]);
      const end = text.indexOf(mark);
      if (end === -1) continue;
      this.#rest = text.subarray(end + mark.length);
      return text.toString('utf8', 0, end + mark.length);
    }
  }

  /** Reads `length` bytes of `payload` from `offset` on and compares each; at most `bytesPerSecond`. */
  async expectPayload(
    payload: Payload,
    length: number,
    { offset = 0, bytesPerSecond = Infinity }: { offset?: number; bytesPerSecond?: number } = {},
  ): Promise<void> {
    for (let got = 0; got < length;) {
      const chunk = await this.read();
      if (chunk === null) throw cutShort(got, `${length} bytes`);
      const piece = chunk.subarray(0, length - got);
      const expected = payload.at(offset + got, piece.length);
      if (!piece.equals(expected)) throw wrongBytes(piece, expected, offset + got);
      got += piece.length;
      this.#rest = chunk.subarray(piece.length);
      if (bytesPerSecond !== Infinity) await delay((piece.length / bytesPerSecond) * 1000);
    }
  }

  /** The other side has to end cleanly now, and with nothing more. */
  async expectEnd(): Promise<void> {
    const chunk = await this.read();
    if (chunk !== null) throw new BrokenTalk('wrong bytes', `${chunk.length} bytes came after the last`);
  }

  /** The other side has to reset, without a byte. */
  async expectReset(): Promise<void> {
    try {
      const chunk = await this.read();
      if (chunk !== null) throw new BrokenTalk('wrong bytes', `${chunk.length} bytes instead of a reset`);
    } catch (error) {
      if (error instanceof BrokenTalk && error.fault === 'reset') return;
      throw error;
    }
    throw new BrokenTalk('reset hidden', 'a clean end instead of a reset');
  }

  /** Says its last, and goes on reading. */
  end(): void {
    this.#socket.end();
  }

  /** Leaves without a word. */
  reset(): void {
    resetSocket(this.#socket);
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

function broken(error: unknown): BrokenTalk {
  if (error instanceof BrokenTalk) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ECONNREFUSED':
      return new BrokenTalk('refused', message);
    case 'ECONNRESET':
    case 'EPIPE':
      return new BrokenTalk('reset', message);
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new BrokenTalk('cut short', message);
    default:
      throw error;
  }
}

function cutShort(got: number, expected: string): BrokenTalk {
  return new BrokenTalk('cut short', `ended cleanly after ${got} bytes, before ${JSON.stringify(expected)}`);
}

function wrongBytes(piece: Buffer, expected: Buffer, offset: number): BrokenTalk {
  const at = piece.findIndex((byte, index) => byte !== expected[index]);
  return new BrokenTalk(
    'wrong bytes',
    `byte ${offset + at} is ${piece[at] ?? -1} instead of ${expected[at] ?? -1}`,
  );
}
