import { EventEmitter, once } from 'node:events';
import type { WebSocket } from 'ws';

/** The server's end of a legacy v4 WebSocket with one port, which does only what a test tells it to. */
export class V4Peer {
  readonly port: number;
  /** Each message that came, its first byte being the channel. */
  readonly messages: Buffer[] = [];
  /** Called for the bytes of each message on the data channel. */
  onData: (bytes: Buffer) => void = () => undefined;
  pings = 0;
  closed = false;
  readonly webSocket: WebSocket;
  readonly #changed = new EventEmitter();

  constructor(webSocket: WebSocket, url: string) {
    this.webSocket = webSocket;
    this.port = Number(new URL(url, 'http://server').searchParams.get('ports'));
    webSocket.on('error', () => undefined);
    webSocket.on('ping', () => {
      this.pings += 1;
      this.#changed.emit('changed');
    });
    webSocket.on('message', (message: Buffer) => {
      this.messages.push(message);
      if (message[0] === 0) this.onData(message.subarray(1));
      this.#changed.emit('changed');
    });
    webSocket.on('close', () => {
      this.closed = true;
      this.#changed.emit('changed');
    });
    const greeting = Buffer.alloc(2);
    greeting.writeUInt16LE(this.port);
    this.data(greeting);
    this.error(greeting);
  }

  get text(): string {
    return Buffer.concat(this.messages.map((message) => message.subarray(1))).toString();
  }

  data(bytes: Buffer | string): void {
    this.webSocket.send(Buffer.concat([Buffer.from([0]), Buffer.from(bytes)]));
  }

  error(text: Buffer | string): void {
    this.webSocket.send(Buffer.concat([Buffer.from([1]), Buffer.from(text)]));
  }

  /** Resolves once the condition holds; asks again whenever something was received. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changed, 'changed');
  }
}
