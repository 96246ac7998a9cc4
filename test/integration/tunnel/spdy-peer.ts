import { EventEmitter, once } from 'node:events';
import type { Duplex } from 'node:stream';
import { constants, inflateSync } from 'node:zlib';

/** The two streams of one connection, as a client opened them. */
export interface OpenedPair {
  readonly errorId: number;
  readonly dataId: number;
  readonly port: number;
}

/**
 * The server's end of a tunnel, which does only what a test tells it to. It reads frames in its own way, so that the
 * engine's reading and writing are checked against something else.
 */
export class SpdyPeer {
  readonly pairs: OpenedPair[] = [];
  /** All that was received, by stream. */
  readonly received = new Map<number, Buffer[]>();
  readonly finished = new Set<number>();
  readonly resets = new Set<number>();
  readonly pings: number[] = [];
  /** How many reads of the socket the frames so far came in. */
  reads = 0;
  answersPings = true;
  /** Called for each pair, once both streams are open. */
  onPair: (pair: OpenedPair) => void = () => undefined;
  /** Called for each piece that comes on a data stream. */
  onData: (streamId: number, bytes: Buffer) => void = () => undefined;
  readonly socket: Duplex;
  readonly #changed = new EventEmitter();
  readonly #halfOpen = new Map<string, { id: number; headers: Record<string, string> }>();
  #unread = Buffer.alloc(0);
  #compressed = Buffer.alloc(0);
  #inflated = 0;

  constructor(socket: Duplex) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.reads += 1;
      this.#unread = Buffer.concat([this.#unread, chunk]);
      while (this.#readFrame());
      this.#changed.emit('changed');
    });
    // The sockets of an HTTP server stay half open by themselves.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => this.#changed.emit('changed'));
  }

  /** Resolves once the condition holds; asks again whenever something was received. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changed, 'changed');
  }

  text(streamId: number): string {
    return Buffer.concat(this.received.get(streamId) ?? []).toString();
  }

  data(streamId: number, bytes: Buffer | string, fin = false): void {
    const payload = Buffer.from(bytes);
    const header = Buffer.alloc(8);
    header.writeUInt32BE(streamId, 0);
    header.writeUInt32BE(((fin ? 1 : 0) << 24) | payload.length, 4);
    this.socket.write(Buffer.concat([header, payload]));
  }

  fin(streamId: number): void {
    this.data(streamId, '', true);
  }

  reset(streamId: number): void {
    this.#control(3, streamId, 5);
  }

  ping(id: number): void {
    this.#control(6, id);
  }

  goAway(): void {
    this.#control(7, 0, 0);
  }

  #control(type: number, ...words: number[]): void {
    const frame = Buffer.alloc(8 + 4 * words.length);
    frame.writeUInt32BE(0x80030000 + type, 0);
    frame.writeUInt32BE(4 * words.length, 4);
    words.forEach((word, index) => frame.writeUInt32BE(word, 8 + 4 * index));
    this.socket.write(frame);
  }

  #readFrame(): boolean {
    if (this.#unread.length < 8) return false;
    const length = this.#unread.readUIntBE(5, 3);
    if (this.#unread.length < 8 + length) return false;
    const frame = this.#unread.subarray(0, 8 + length);
    this.#unread = this.#unread.subarray(8 + length);
    const id = frame.readUInt32BE(0);
    if (id < 0x80000000) this.#dataFrame(id, frame);
    else this.#controlFrame(id & 0xffff, frame);
    return true;
  }

  #dataFrame(id: number, frame: Buffer): void {
    const bytes = frame.subarray(8);
    const known = this.received.get(id) ?? [];
    this.received.set(id, [...known, bytes]);
    if (frame[4] === 1) this.finished.add(id);
    if (bytes.length > 0) this.onData(id, bytes);
  }

  #controlFrame(type: number, frame: Buffer): void {
    const id = frame.readUInt32BE(8);
    if (type === 1 && frame[4] === 1) this.finished.add(id);
    if (type === 1) this.#synStream(id, frame.subarray(18));
    else if (type === 3) this.resets.add(id);
    else if (type === 6) this.#pinged(id);
  }

  #pinged(id: number): void {
    this.pings.push(id);
    if (this.answersPings && id % 2 === 1) this.ping(id);
  }

  #synStream(id: number, block: Buffer): void {
    this.#compressed = Buffer.concat([this.#compressed, block]);
    const all = inflateSync(this.#compressed, { finishFlush: constants.Z_SYNC_FLUSH });
    const headers = headersOf(all.subarray(this.#inflated));
    this.#inflated = all.length;
    const other = this.#halfOpen.get(headers['requestid'] ?? '');
    if (other === undefined) {
      this.#halfOpen.set(headers['requestid'] ?? '', { id, headers });
      return;
    }
    const errorId = headers['streamtype'] === 'error' ? id : other.id;
    const dataId = headers['streamtype'] === 'error' ? other.id : id;
    const pair = { errorId, dataId, port: Number(headers['port']) };
    this.pairs.push(pair);
    this.onPair(pair);
  }
}

function headersOf(raw: Buffer): Record<string, string> {
  const texts: string[] = [];
  for (let at = 4; at < raw.length;) {
    const length = raw.readUInt32BE(at);
    texts.push(raw.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  const pairs = texts.flatMap((text, index) =>
    index % 2 === 0 ? [[text, texts[index + 1] ?? ''] as const] : [],
  );
  return Object.fromEntries(pairs);
}
