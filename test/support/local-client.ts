import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../../src-main/shared/session.ts';

/** How much of what came is kept as text. */
const keptBytes = 4_096;

/** A TCP client that counts and hashes what comes and remembers how it ended. */
export class LocalClient implements Disposable {
  readonly socket: Socket;
  received = 0;
  /** `clean` after a FIN, or the code of the error; null while the connection is open. */
  ending: string | null = null;
  readonly #hash = createHash('sha256');
  readonly #changed = new EventEmitter();
  #text = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.received += chunk.length;
      this.#hash.update(chunk);
      if (this.#text.length < keptBytes) this.#text += chunk.toString('latin1', 0, keptBytes);
      this.#changed.emit('changed');
    });
    socket.once('end', () => this.#over('clean'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#over(error.code ?? error.message));
    socket.once('close', () => this.#over('closed'));
  }

  /** Resolves once it is connected. */
  static async connect({ address, port }: Endpoint): Promise<LocalClient> {
    const socket = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
    await once(socket, 'connect');
    return new LocalClient(socket);
  }

  /** The beginning of what came. */
  get text(): string {
    return this.#text;
  }

  /** Sends the bytes and waits while the socket is full; gives up when the connection ends. */
  async send(bytes: Buffer | string): Promise<void> {
    if (this.socket.write(bytes)) return;
    await this.until(() => this.ending !== null || !this.socket.writableNeedDrain, 'drain');
  }

  async until(condition: () => boolean, event = 'changed'): Promise<void> {
    const events = event === 'drain' ? this.socket : this.#changed;
    while (!condition()) {
      const called = new AbortController();
      const { signal } = called;
      await Promise.race([once(events, event, { signal }), once(this.#changed, 'changed', { signal })]);
      called.abort();
    }
  }

  /** Resolves when so many bytes are there; rejects when the connection ends before. */
  async untilReceived(bytes: number): Promise<void> {
    await this.until(() => this.received >= bytes || this.ending !== null);
    if (this.received < bytes) {
      throw new Error(`${String(this.ending)} after ${this.received} of ${bytes} bytes`);
    }
  }

  /** Resolves with how the connection ended. */
  async over(): Promise<string> {
    await this.until(() => this.ending !== null);
    return this.ending ?? '';
  }

  /** Says a word and resolves with the text that came back; for a connection on which nothing else is said. */
  async echo(word: string): Promise<string> {
    const before = this.received;
    const kept = this.#text.length;
    await this.send(word);
    await this.untilReceived(before + word.length);
    return this.#text.slice(kept);
  }

  /** The SHA-256 of all that came; asked once. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  #over(ending: string): void {
    this.ending ??= ending;
    this.#changed.emit('changed');
  }
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
