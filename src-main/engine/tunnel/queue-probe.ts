import type { Clock } from '../clock.ts';

/** The server handles its frames in so many queues; a stream belongs to queue id mod 5 (tunnel.md, 2.4). */
export const serverQueues = 5;

const answerMs = 2_000;

export interface QueueProbeOptions {
  readonly clock: Clock;
  /** Sends a PING and gives its id. */
  readonly ping: () => number;
  /** Every queue has answered. */
  readonly onClear: () => void;
  /** One of them has not. */
  readonly onStuck: () => void;
}

/**
 * Finds out whether an upload that was left behind blocks one of the server's queues: PING n is answered by
 * queue n mod 5, behind all that waits there.
 */
export class QueueProbe implements Disposable {
  readonly #options: QueueProbeOptions;
  readonly #unanswered = new Set<number>();
  #timer: Disposable | null = null;

  constructor(options: QueueProbeOptions) {
    this.#options = options;
  }

  /** True while an answer is due. */
  get pending(): boolean {
    return this.#unanswered.size > 0;
  }

  start(): void {
    for (let count = 0; count < serverQueues; count += 1) this.#unanswered.add(this.#options.ping());
    this.#timer ??= this.#options.clock.after(answerMs, () => this.#options.onStuck());
  }

  answered(id: number): void {
    if (!this.#unanswered.delete(id) || this.#unanswered.size > 0) return;
    this[Symbol.dispose]();
    this.#options.onClear();
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }
}
