import { serverQueues } from './server-queues.ts';
import { queueOf } from './stream-ids.ts';
import type { TunnelStream } from './tunnel-stream.ts';

/** The open streams of one tunnel, by their ids and by the server's queue that handles them. */
export class StreamTable {
  readonly #streams = new Set<TunnelStream>();
  readonly #byId = new Map<number, TunnelStream>();
  /** Those that only wait for the pod to close. */
  readonly #quiet = new Set<TunnelStream>();
  /** Those whose client takes no more. */
  readonly #paused = new Set<TunnelStream>();
  /** Those whose queue of the server takes no more. */
  readonly #waiting = new Set<TunnelStream>();
  /** Those whose client takes no more, or that only wait for the pod to close. */
  readonly #sated = new Set<TunnelStream>();
  readonly #bulky = new Set<TunnelStream>();
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
    for (const stream of this.#paused) bytes += stream.overrun;
    return bytes;
  }

  /** A client does not read, or the server takes no more from one. */
  get isStalled(): boolean {
    return this.#paused.size + this.#waiting.size > 0;
  }

  /** Whatever the server sends now, nobody waits for it. */
  get isUnread(): boolean {
    return this.#sated.size === this.#streams.size;
  }

  /** One has carried much. */
  get isBulky(): boolean {
    return this.#bulky.size > 0;
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

  /** The stream has ended its side, was paused or resumed, waits for the server, or has carried much. */
  note(stream: TunnelStream): void {
    if (!this.#streams.has(stream)) return;
    keep(this.#quiet, stream, !stream.busy);
    keep(this.#paused, stream, stream.paused);
    keep(this.#waiting, stream, stream.waitsForRoom);
    keep(this.#sated, stream, stream.paused || !stream.busy);
    keep(this.#bulky, stream, stream.bulky && stream.busy);
  }

  remove(stream: TunnelStream): void {
    const { pair } = stream;
    if (!this.#streams.delete(stream)) return;
    for (const kept of [this.#quiet, this.#paused, this.#waiting, this.#sated, this.#bulky])
      kept.delete(stream);
    this.#byId.delete(pair.errorId);
    this.#byId.delete(pair.dataId);
    this.#inQueue[queueOf(pair)] = this.inQueue(queueOf(pair)) - 1;
  }
}

function keep(set: Set<TunnelStream>, stream: TunnelStream, belongs: boolean): void {
  if (belongs) set.add(stream);
  else set.delete(stream);
}
