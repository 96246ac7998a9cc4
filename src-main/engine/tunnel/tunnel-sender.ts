import type { Clock } from '../clock.ts';
import { ServerQueues, serverQueues } from './server-queues.ts';
import {
  dataHeader,
  openingFrames,
  ping,
  pings,
  resetCancel,
  rstStream,
  type StreamPair,
} from './spdy-frames.ts';
import { queueOf, type StreamIds } from './stream-ids.ts';
import type { StreamTable } from './stream-table.ts';
import type { TunnelStream } from './tunnel-stream.ts';
import type { Written } from './upload.ts';
import type { Wire } from './wire.ts';

interface TunnelSenderOptions {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly streams: StreamTable;
  /** Every queue of the server has answered a probe. */
  readonly onClear: () => void;
  /** One of them has not. */
  readonly onStuck: () => void;
}

/** What one tunnel sends: frames, within what the socket and the server's queues take. */
export class TunnelSender implements Disposable {
  readonly queues: ServerQueues;
  readonly #wire: Wire;
  readonly #streams: StreamTable;
  readonly #waitingForDrain = new Set<TunnelStream>();
  #isFirst = true;
  /** Leaves together with the first frame after it. */
  #opening: Buffer | null = null;

  constructor({ wire, clock, streams, onClear, onStuck }: TunnelSenderOptions) {
    this.#wire = wire;
    this.#streams = streams;
    this.queues = new ServerQueues({
      clock,
      send: (ids) => this.#send([pings(ids)]),
      onRoom: (queue) => this.#flush(queue),
      onClear,
      onStuck,
    });
  }

  /** The emptiest of the server's queues that are not held up; null where all are. */
  freeQueue(ids: StreamIds): number | null {
    let best: number | null = null;
    for (let step = 0; step < serverQueues; step += 1) {
      // From the queue of the next id on, so that calm tunnels skip none.
      const queue = (ids.nextQueue + 2 * step) % serverQueues;
      if (best !== null && this.#streams.inQueue(queue) >= this.#streams.inQueue(best)) continue;
      if (!this.queues.isHeldUp(queue)) best = queue;
    }
    return best;
  }

  /** Opens a pair; `first` writes what is there to travel with it. */
  open(pair: StreamPair, first: () => void): void {
    this.#opening = openingFrames(pair, this.#isFirst);
    this.#isFirst = false;
    first();
    if (this.#hasOpening) this.#send([]);
  }

  /** False: stop until the stream is told `drained`. */
  sendFrame(stream: TunnelStream, chunks: readonly Buffer[], bytes: number, written: Written): boolean {
    const more = this.#send([dataHeader(stream.pair.dataId, bytes, false), ...chunks], written);
    this.queues.noteSent(queueOf(stream.pair), bytes);
    if (!more) this.#waitingForDrain.add(stream);
    return more;
  }

  sendFin({ dataId }: StreamPair): void {
    this.#send([dataHeader(dataId, 0, true)]);
  }

  sendReset({ dataId, errorId }: StreamPair): void {
    this.#send([rstStream(dataId, resetCancel), rstStream(errorId, resetCancel)]);
  }

  /** The server's own ping, sent back. */
  answerPing(id: number): void {
    this.#send([ping(id)]);
    this.queues.noteForeignFrame();
  }

  /** The socket has room again. */
  drained(): void {
    const waiting = [...this.#waitingForDrain];
    this.#waitingForDrain.clear();
    for (const stream of waiting) stream.drained();
  }

  forget(stream: TunnelStream): void {
    this.#waitingForDrain.delete(stream);
  }

  [Symbol.dispose](): void {
    this.queues[Symbol.dispose]();
  }

  get #hasOpening(): boolean {
    return this.#opening !== null;
  }

  #flush(queue: number): void {
    for (const stream of this.#streams) {
      if (stream.waitsForRoom && queueOf(stream.pair) === queue) stream.drained();
    }
  }

  #send(chunks: readonly Buffer[], written?: Written): boolean {
    const opening = this.#opening;
    if (opening === null) return this.#wire.send(chunks, written);
    this.#opening = null;
    const [header, ...payload] = chunks;
    const start = header === undefined ? opening : Buffer.concat([opening, header]);
    return this.#wire.send([start, ...payload], written);
  }
}
