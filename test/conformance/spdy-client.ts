import type { Duplex } from 'node:stream';

/** What a stream has been sent: texts joined, ends and resets in their order. */
export type Transcript = readonly string[];

/** One connection's two streams, as the server answered them. */
export interface PairTranscript {
  readonly data: Transcript;
  readonly error: Transcript;
}

export interface PairHeaders {
  readonly port: string;
  readonly errorType?: string;
}

/** The plainest client that the server understands, with nothing of Portolan's in it: every frame is written by hand. */
export class SpdyClient implements Disposable {
  readonly #socket: Duplex;
  readonly #streams = new Map<number, string[]>();
  readonly #pings: number[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #listeners = new Set<(streamId: number, what: string) => void>();
  #pending = Buffer.alloc(0);
  #nextId = 1;
  #hasSentHeaders = false;
  #isGoingAway = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#read(chunk);
      this.#look();
    });
    socket.on('close', () => this.#look());
  }

  /**
   * Opens both streams of a connection and sends the first bytes, all in one write. Returns the data stream's id, which
   * is two above the error stream's.
   */
  open({ port, errorType = 'error' }: PairHeaders, firstBytes = '', error = this.#nextId): number {
    const data = error + 2;
    this.#nextId = Math.max(this.#nextId, error + 4);
    const headers = { port, requestid: String(error) };
    this.#streams.set(error, []).set(data, []);
    this.#socket.write(
      Buffer.concat([
        this.#synStream(error, { ...headers, streamtype: errorType }),
        this.#synStream(data, { ...headers, streamtype: 'data' }),
        ...(firstBytes === '' ? [] : [dataFrame(data, firstBytes)]),
      ]),
    );
    return data;
  }

  send(dataId: number, text: string): void {
    this.#socket.write(dataFrame(dataId, text));
  }

  finish(dataId: number): void {
    this.#socket.write(dataFrame(dataId, '', 1));
  }

  reset(streamId: number): void {
    this.#socket.write(controlFrame(3, words(streamId, 5)));
  }

  ping(id: number): void {
    this.#socket.write(controlFrame(6, words(id)));
  }

  /** Sends a control frame of any type. */
  control(type: number, payload: readonly number[], flags = 0): void {
    this.#socket.write(controlFrame(type, words(...payload), flags));
  }

  /** Whether the server has said that it takes no more streams. */
  get isGoingAway(): boolean {
    return this.#isGoingAway;
  }

  /** The pings that came back. */
  get pings(): readonly number[] {
    return this.#pings;
  }

  /** Tells of each answer to a stream of ours in the order of the wire: `reply`, `> text`, `fin`, `reset 5`. Returns the end of it. */
  onFrame(listener: (streamId: number, what: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  transcript(dataId: number): PairTranscript {
    return { error: this.#streams.get(dataId - 2) ?? [], data: this.#streams.get(dataId) ?? [] };
  }

  /** Resolves when the condition holds, looked at after everything that arrives; rejects when the connection ends before. */
  until(condition: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const look = (): void => {
      if (condition()) resolve(undefined);
      else if (this.#socket.destroyed) reject(new Error('The tunnel has ended.'));
      else return;
      this.#watchers.delete(look);
    };
    this.#watchers.add(look);
    look();
    return promise;
  }

  /** Resolves when both streams of a connection are over. */
  async over(dataId: number): Promise<PairTranscript> {
    const isOver = (stream: Transcript): boolean => /^(fin|reset \d)$/.test(stream.at(-1) ?? '');
    await this.until(() => isOver(this.transcript(dataId).error) && isOver(this.transcript(dataId).data));
    return this.transcript(dataId);
  }

  /** Resolves when the tunnel has ended, in whatever way. */
  async closed(): Promise<void> {
    if (!this.#socket.closed) await new Promise((resolve) => this.#socket.once('close', resolve));
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #look(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #read(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= 8) {
      const end = 8 + this.#pending.readUIntBE(5, 3);
      if (this.#pending.length < end) return;
      this.#handle(this.#pending.subarray(0, end));
      this.#pending = this.#pending.subarray(end);
    }
  }

  #handle(frame: Buffer): void {
    const isControl = frame.readUInt8(0) >= 0x80;
    const type = isControl ? frame.readUInt16BE(2) : 0;
    const id = isControl ? frame.readUInt32BE(8) : frame.readUInt32BE(0);
    if (type === 6) this.#pings.push(id);
    if (type === 7) this.#isGoingAway = true;
    const stream = this.#streams.get(id);
    if (!stream) return;
    const note = (what: string): void => {
      for (const listener of this.#listeners) listener(id, what);
      const isMoreText = what.startsWith('> ') && stream.at(-1)?.startsWith('> ');
      stream.push(isMoreText ? `${stream.pop() ?? ''}${what.slice(2)}` : what);
    };
    if (type === 2) note('reply');
    if (type === 3) note(`reset ${frame.readUInt32BE(12)}`);
    if (isControl) return;
    if (frame.length > 8) note(`> ${frame.toString('utf8', 8)}`);
    if ((frame.readUInt8(4) & 1) === 1) note('fin');
  }

  #synStream(id: number, headers: Readonly<Record<string, string>>): Buffer {
    const pairs = Object.entries(headers).flatMap((pair) =>
      pair.flatMap((part) => [words(part.length), Buffer.from(part)]),
    );
    const raw = Buffer.concat([words(Object.keys(headers).length), ...pairs]);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(raw.length, 1);
    stored.writeUInt16LE(raw.length ^ 0xffff, 3);
    const zlibHead = Buffer.from(this.#hasSentHeaders ? [] : [0x78, 0x01]);
    this.#hasSentHeaders = true;
    return controlFrame(
      1,
      Buffer.concat([words(id, 0), Buffer.alloc(2), zlibHead, stored, raw, Buffer.from('000000ffff', 'hex')]),
    );
  }
}

function controlFrame(type: number, payload: Buffer, flags = 0): Buffer {
  const head = Buffer.from([0x80, 3, 0, type, flags, 0, 0, 0]);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function dataFrame(id: number, text: string, flags = 0): Buffer {
  const head = Buffer.concat([words(id), Buffer.from([flags, 0, 0, 0])]);
  head.writeUIntBE(Buffer.byteLength(text), 5, 3);
  return Buffer.concat([head, Buffer.from(text)]);
}

function words(...values: number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const word = Buffer.alloc(4);
      word.writeUInt32BE(value);
      return word;
    }),
  );
}
