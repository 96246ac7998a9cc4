import { serverQueues } from './server-queues.ts';
import { maxStreamId, type StreamPair } from './spdy-frames.ts';

/** Both streams of a pair must share a queue of the server, or a blocked one blocks a second (tunnel.md, 2.4). */
const pairDistance = 2 * serverQueues;

/** Hands out the ids of one tunnel: odd and rising, as SPDY wants; skipping some is allowed. */
export class StreamIds {
  #next: number;

  /** `first` is odd. */
  constructor(first: number) {
    this.#next = first;
  }

  /** The queue that costs no skipped ids. */
  get nextQueue(): number {
    return this.#next % serverQueues;
  }

  /** Ids are 31 bits wide: a tunnel that has none left takes no new streams. */
  get areExhausted(): boolean {
    return this.#next + 2 * pairDistance > maxStreamId;
  }

  /** Both streams in this queue of the server. */
  take(port: number, queue: number): StreamPair {
    let errorId = this.#next;
    while (errorId % serverQueues !== queue) errorId += 2;
    const dataId = errorId + pairDistance;
    this.#next = dataId + 2;
    return { errorId, dataId, port };
  }

  /** Whether an id can be that of a stream that was ever opened. */
  wereTaken(id: number): boolean {
    return id > 0 && id < this.#next;
  }
}

/** The queue of the server that handles a pair's frames. */
export function queueOf({ errorId }: StreamPair): number {
  return errorId % serverQueues;
}
