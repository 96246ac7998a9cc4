import type { ByteTransport } from './byte-transport.ts';
import { Channel } from './channel.ts';
import {
  encodeGoAway,
  encodePing,
  encodeReset,
  encodeSynReply,
  type Frame,
  readFrames,
  resetStatus,
} from './frames.ts';
import { SpdyStream } from './spdy-stream.ts';

/** Says whether the stream is accepted; a refused one is reset without a word. */
export type StreamHandler = (stream: SpdyStream) => boolean;

// The figures of spdystream: streams share five workers by their id, and a full queue stops the reader (tunnel.md 2.4).
const workerCount = 5;
const queueLength = 50;

/** The server's end of one SPDY/3.1 connection. */
export class SpdyConnection {
  readonly #transport: ByteTransport;
  readonly #onStream: StreamHandler;
  readonly #queues = Array.from({ length: workerCount }, () => new Channel<Frame>(queueLength));
  readonly #streams = new Map<number, SpdyStream>();
  readonly #replyHeaders = emptyHeaderBlocks();
  #lastStreamId = 0;
  #isGoingAway = false;
  #turn = 0;

  constructor(transport: ByteTransport, onStream: StreamHandler) {
    this.#transport = transport;
    this.#onStream = onStream;
  }

  /** Serves the client until the connection ends. */
  async run(): Promise<void> {
    const workers = this.#queues.map((queue) => this.#work(queue));
    try {
      for await (const frame of readFrames(this.#transport.chunks())) {
        if (frame.kind === 'goAway') break;
        if (frame.kind === 'synStream' && !this.#register(frame)) continue;
        await this.#queueFor(frame)?.put(frame);
      }
    } catch {
      // What is not SPDY ends the connection with a GOAWAY, as in spdystream.
      this.goAway();
    }
    this.#transport.end();
    for (const queue of this.#queues) queue.close();
    for (const stream of this.#streams.values()) stream.abandon();
    await Promise.all(workers);
  }

  /** Tells the client to open no more streams here; those that it opens all the same are ignored without a word. */
  goAway(): void {
    this.#isGoingAway = true;
    void this.#transport.write(encodeGoAway(this.#lastStreamId));
  }

  #queueFor(frame: Frame): Channel<Frame> | undefined {
    return this.#queues['streamId' in frame ? frame.streamId % workerCount : this.#turn++ % workerCount];
  }

  #register({ streamId, fin, headers }: Extract<Frame, { kind: 'synStream' }>): boolean {
    if (this.#isGoingAway) return false;
    // Even ids are not refused: the real server only wants them to rise by two.
    if (this.#lastStreamId > 0 && streamId < this.#lastStreamId + 2) {
      void this.#transport.write(encodeReset(streamId, resetStatus.protocolError));
      return false;
    }
    this.#lastStreamId = streamId;
    const stream = new SpdyStream(streamId, headers, {
      send: (parts) => this.#transport.write(parts),
      forget: (id) => this.#streams.delete(id),
    });
    if (fin) stream.finishRemote();
    this.#streams.set(streamId, stream);
    return true;
  }

  async #work(queue: Channel<Frame>): Promise<void> {
    for await (const frame of queue.values()) await this.#handle(frame);
  }

  async #handle(frame: Frame): Promise<void> {
    switch (frame.kind) {
      case 'synStream':
        return this.#open(frame.streamId);
      case 'data': {
        // Data for a stream that has gone is dropped without a word.
        const stream = this.#streams.get(frame.streamId);
        await stream?.deliver(frame.data);
        if (frame.fin) stream?.finishRemote();
        return;
      }
      case 'reset':
        this.#streams.get(frame.streamId)?.abandon();
        return;
      case 'ping':
        // Even ids would be answers to our own pings, of which there are none.
        if (frame.id % 2 === 1) await this.#transport.write(encodePing(frame.id));
        return;
      case 'goAway':
      case 'ofStream':
      case 'other':
        return;
    }
  }

  async #open(streamId: number): Promise<void> {
    const stream = this.#streams.get(streamId);
    if (!stream) return;
    if (!this.#onStream(stream)) {
      stream.reset();
      return;
    }
    await this.#transport.write(encodeSynReply(streamId, this.#replyHeaders()));
  }
}

/**
 * Header blocks without headers, as stored blocks of one zlib stream: its two bytes of head, then for each block its
 * length, the inverted length and a count of 0, then an empty block, at which the client's inflater lets go of the data.
 */
function emptyHeaderBlocks(): () => Buffer {
  const block = Buffer.from('00' + '0400' + 'fbff' + '00000000' + '00' + '0000' + 'ffff', 'hex');
  let head = Buffer.from('7801', 'hex');
  return () => {
    const next = Buffer.concat([head, block]);
    head = Buffer.alloc(0);
    return next;
  };
}
