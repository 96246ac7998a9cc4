import type { Clock } from './clock.ts';

/** An API server that has just started refuses everybody until it has read its rules: measured, for about a second. */
const graceMs = 30_000;

/** Decides whether a 403 means that a right is missing, or only that the API server is starting. */
export class RefusalPatience {
  readonly #clock: Clock;
  readonly #proof: () => number;
  #first: { readonly at: number; readonly proof: number } | null = null;

  /** `proof` counts what nobody gets without the right, such as received bytes or accepted requests. */
  constructor(clock: Clock, proof: () => number) {
    this.#clock = clock;
    this.#proof = proof;
  }

  /** Told of each refusal; true where waiting does not help: there never was a right, or it has been gone for long. */
  isOver(): boolean {
    const proof = this.#proof();
    if (proof === 0) return true;
    if (this.#first === null || this.#first.proof < proof) this.#first = { at: this.#clock.now(), proof };
    return this.#clock.now() - this.#first.at >= graceMs;
  }
}
