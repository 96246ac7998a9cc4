import { serverQueues } from './server-queues.ts';
import { queueOf } from './stream-ids.ts';
import type { TunnelStream } from './tunnel-stream.ts';

/** The open streams of one tunnel, by their ids and by the server's queue that handles them. */
export class StreamTable {
  readonly #streams = new Set<TunnelStream>();
  readonly #byId = new Map<number, TunnelStream>();
  /** Those that only wait for the pod to close. */
  readonly #quiet = new Set<TunnelStream>();
  /** Those whose client or whose queue of the server takes no more. */
  readonly #slow = new Set<TunnelStream>();
  readonly #inQueue: number[] = Array.from({ length: serverQueues }, () => 0);

  get size(): number {
    return this.#streams.size;
  }

  /** Streams that may still carry bytes; those that only wait for the pod to close do not count. */
  get load(): number {
    return this.#streams.size - this.#quiet.size;
  }

  /** Bytes that clients who do not read have piled up. */
  get overrun(): number {
    let bytes = 0;
    for (const stream of this.#slow) if (stream.paused) bytes += stream.overrun;
    return bytes;
  }

  /** A client does not read, or the server takes no more from one. */
  get isStalled(): boolean {
    return this.#slow.size > 0;
  }

  [Symbol.iterator](): Iterator<TunnelStream> {
    return this.#streams.values();
  }

  get(id: number): TunnelStream | undefined {
    return this.#byId.get(id);
  }

  inQueue(queue: number): number {
    return this.#inQueue[queue] ?? 0;
  }

  add(stream: TunnelStream): void {
    const { pair } = stream;
    this.#streams.add(stream);
    this.#byId.set(pair.errorId, stream).set(pair.dataId, stream);
    this.#inQueue[queueOf(pair)] = this.inQueue(queueOf(pair)) + 1;
  }

  /** The stream has ended its side, was paused or resumed, or waits for the server. */
  note(stream: TunnelStream): void {
    const isOpen = this.#streams.has(stream);
    keep(this.#quiet, stream, isOpen && !stream.busy);
    keep(this.#slow, stream, isOpen && (stream.paused || stream.waitsForRoom));
  }

  remove(stream: TunnelStream): void {
    const { pair } = stream;
    if (!this.#streams.delete(stream)) return;
    this.#quiet.delete(stream);
    this.#slow.delete(stream);
    this.#byId.delete(pair.errorId);
    this.#byId.delete(pair.dataId);
    this.#inQueue[queueOf(pair)] = this.inQueue(queueOf(pair)) - 1;
  }
}

function keep(set: Set<TunnelStream>, stream: TunnelStream, belongs: boolean): void {
  if (belongs) set.add(stream);
  else set.delete(stream);
}
