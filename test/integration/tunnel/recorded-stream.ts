import { EventEmitter, once } from 'node:events';
import type { PodStream, StreamFailure, StreamHandlers } from '../../../src-main/engine/tunnel/pod-stream.ts';

/** How a stream ended, as far as a test asks. */
export type Ending =
  | { readonly kind: 'ended' }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly undelivered: boolean;
      readonly podGone: boolean;
    };

/** The client's side of one stream: remembers what it is told. */
export class RecordedStream implements StreamHandlers {
  readonly #changed = new EventEmitter();
  #chunks: Buffer[] = [];
  bytes = 0;
  drains = 0;
  ending: Ending | null = null;
  failure: StreamFailure | null = null;
  /** Called for each chunk. */
  onData: (chunk: Buffer) => void = () => undefined;
  stream: PodStream | null = null;

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  data(chunk: Buffer): boolean {
    this.bytes += chunk.length;
    this.#chunks.push(chunk);
    this.onData(chunk);
    this.#changed.emit('changed');
    return true;
  }

  drain(): void {
    this.drains += 1;
    this.#changed.emit('changed');
  }

  ended(): void {
    this.ending = { kind: 'ended' };
    this.#changed.emit('changed');
  }

  failed(failure: StreamFailure): void {
    const { problem, undelivered, podGone } = failure;
    this.failure = failure;
    this.ending = { kind: 'failed', code: problem.code, undelivered, podGone };
    this.#changed.emit('changed');
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changed, 'changed');
  }

  async over(): Promise<Ending | null> {
    await this.until(() => this.ending !== null);
    return this.ending;
  }
}
