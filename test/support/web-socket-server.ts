import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { UpgradeAccess, UpgradeTarget } from '../../src-main/engine/kube/upgrade-access.ts';
import { listen, portOf } from './forward-bench.ts';

const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io';

export const opcode = { more: 0, text: 1, binary: 2, ping: 9, pong: 10 } as const;

/** A WebSocket server whose every frame is written by hand, and which may break the rules. */
export class WebSocketServerByHand implements AsyncDisposable, UpgradeAccess {
  /** What it answers the next upgrades with. */
  protocol: string = tunnelProtocol;
  acceptKey: 'right' | 'wrong' = 'right';
  /** The payloads of the pongs that came. */
  readonly pongs: string[] = [];
  readonly #server: Server;
  readonly #changed = new EventEmitter();
  readonly #sockets: Duplex[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => this.#upgrade(request, socket));
  }

  static async start(): Promise<WebSocketServerByHand> {
    const server = createServer();
    await listen(server);
    return new WebSocketServerByHand(server);
  }

  upgradeTarget(): Promise<UpgradeTarget> {
    const server = new URL(`http://127.0.0.1:${portOf(this.#server)}`);
    return Promise.resolve({ server, tls: null, proxy: null, headers: {} });
  }

  credentialsRejected(): void {
    throw new Error('nothing was refused here');
  }

  /** The connection of the first tunnel; the spare behind it is left alone. */
  get socket(): Duplex {
    const [first] = this.#sockets;
    if (first === undefined) throw new Error('no tunnel yet');
    return first;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changed, 'changed');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #upgrade({ headers }: IncomingMessage, socket: Duplex): void {
    const key = `${headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.on('error', () => undefined);
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        `Sec-WebSocket-Accept: ${this.acceptKey === 'right' ? accept : 'bm90IHRoaXMga2V5'}\r\n` +
        `Sec-WebSocket-Protocol: ${this.protocol}\r\n\r\n`,
    );
    this.#sockets.push(socket);
    this.#read(socket);
  }

  /** Of what the client sends, only its pongs are looked at. */
  #read(socket: Duplex): void {
    let unread = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      for (;;) {
        const frame = maskedFrame(unread);
        if (frame === null) break;
        unread = unread.subarray(frame.length);
        if (frame.opcode === opcode.pong) this.pongs.push(frame.payload.toString());
      }
      this.#changed.emit('changed');
    });
  }
}

/** One frame as a server sends it: without a mask, unless it breaks the rules. */
export function webSocketFrame(
  kind: number,
  payload: Buffer,
  options: { fin?: boolean; masked?: boolean } = {},
): Buffer {
  const { fin = true, masked = false } = options;
  const first = (fin ? 0x80 : 0) | kind;
  const mask = masked ? 0x80 : 0;
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  header[0] = first;
  header[1] = mask | (payload.length < 126 ? payload.length : payload.length < 65_536 ? 126 : 127);
  if (header.length === 4) header.writeUInt16BE(payload.length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, Buffer.alloc(masked ? 4 : 0), payload]);
}

function maskedFrame(bytes: Buffer): { length: number; opcode: number; payload: Buffer } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const headerLength = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < headerLength + 4) return null;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const length = headerLength + 4 + size;
  if (bytes.length < length) return null;
  const mask = bytes.subarray(headerLength, headerLength + 4);
  const payload = Buffer.from(bytes.subarray(headerLength + 4, length));
  for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
  return { length, opcode: (bytes[0] ?? 0) & 0x0f, payload };
}
