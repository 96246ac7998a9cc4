import type { Clock } from '../clock.ts';

/** An API server that has just started refuses everybody until it has read its rules: measured, for about a second. */
const graceMs = 30_000;

/** Decides whether a 403 means that a right is missing, or only that the API server is starting. */
export class RefusalPatience {
  readonly #clock: Clock;
  readonly #receivedBytes: () => number;
  #first: { readonly at: number; readonly receivedBytes: number } | null = null;

  /** `receivedBytes` counts what the forward has received so far: proof that it had the right. */
  constructor(clock: Clock, receivedBytes: () => number) {
    this.#clock = clock;
    this.#receivedBytes = receivedBytes;
  }

  /** Told of each refusal; true where waiting does not help: there never was a right, or it has been gone for long. */
  isOver(): boolean {
    const receivedBytes = this.#receivedBytes();
    if (receivedBytes === 0) return true;
    if (this.#first === null || this.#first.receivedBytes < receivedBytes) {
      this.#first = { at: this.#clock.now(), receivedBytes };
    }
    return this.#clock.now() - this.#first.at >= graceMs;
  }
}
