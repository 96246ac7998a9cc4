import type { WebSocket } from 'ws';

import type { Transcript } from './spdy-client.ts';

export type V4Protocol = 'v4.channel.k8s.io' | 'v4.base64.channel.k8s.io';

/** The plainest client of the v4 protocol: what each channel was sent, and how the WebSocket ended. */
export class V4Client implements Disposable {
  readonly #socket: WebSocket;
  readonly #channels: string[][] = [];
  readonly #watchers = new Set<() => void>();
  #closeCode: number | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      this.#note(isBinary ? data : decode(data.toString()));
      this.#look();
    });
    socket.on('close', (code) => {
      this.#closeCode = code;
      this.#look();
    });
  }

  /** Resolves when the WebSocket is open; rejects with the code and text of another answer. */
  static open(socket: WebSocket): Promise<V4Client> {
    // At once, so that nothing is missed that comes with the answer.
    const client = new V4Client(socket);
    return new Promise((resolve, reject) => {
      socket.on('open', () => resolve(client));
      socket.on('error', reject);
    });
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Sends a message on a channel, in the form of the protocol chosen. */
  send(channel: number, text: string): void {
    if (this.protocol === 'v4.base64.channel.k8s.io')
      this.#socket.send(`${channel}${Buffer.from(text).toString('base64')}`);
    else this.#socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  }

  /** What each channel was sent: its port, then texts joined. */
  get transcript(): readonly Transcript[] {
    return this.#channels;
  }

  /** Resolves when the condition holds, looked at after everything that arrives; rejects when the WebSocket ends before. */
  until(condition: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const look = (): void => {
      if (condition()) resolve(undefined);
      else if (this.#closeCode !== null) reject(new Error(`The WebSocket has ended: ${this.#closeCode}.`));
      else return;
      this.#watchers.delete(look);
    };
    this.#watchers.add(look);
    look();
    return promise;
  }

  /** The code with which the server closes the WebSocket. */
  async closed(): Promise<number | null> {
    await this.until(() => this.#closeCode !== null);
    return this.#closeCode;
  }

  /** Leaves in the orderly way. */
  close(): void {
    this.#socket.close(1000);
  }

  [Symbol.dispose](): void {
    this.#socket.terminate();
  }

  #look(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #note(message: Buffer): void {
    const texts = (this.#channels[message[0] ?? 0] ??= []);
    const text = message.toString('utf8', 1);
    if (texts.length === 0) texts.push(`port ${message.readUInt16LE(1)}`);
    else if (texts.length === 1) texts.push(`> ${text}`);
    else texts.push(`${texts.pop() ?? ''}${text}`);
  }
}

function decode(message: string): Buffer {
  return Buffer.concat([Buffer.from([Number(message[0])]), Buffer.from(message.slice(1), 'base64')]);
}
