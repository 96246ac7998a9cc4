import { setTimeout as delay } from 'node:timers/promises';
import type { ForwarderProcess } from './forwarder-process.ts';

/** Looks once a second how much memory is resident. */
export class ResidentWatch implements AsyncDisposable {
  peakBytes = 0;
  readonly #ended = new AbortController();
  readonly #looking: Promise<void>;

  constructor(forwarder: ForwarderProcess) {
    this.#looking = this.#look(forwarder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#looking;
  }

  async #look(forwarder: ForwarderProcess): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      const bytes = await forwarder.ask('resident', null).catch(() => 0);
      this.peakBytes = Math.max(this.peakBytes, bytes);
      await delay(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
}
