/** How much of what a client sends first is kept for a second try. */
export const outboxLimit = 256 * 1024;

/**
 * What the client has sent before the pod's first byte. An opening that is proven undelivered is tried again with it;
 * beyond the limit, or once the pod has answered, nothing is kept and nothing can be repeated.
 */
export class Outbox {
  #chunks: Buffer[] | null = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get isRepeatable(): boolean {
    return this.#chunks !== null;
  }

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#chunks?.push(chunk);
  }

  /** True while nothing has to be dropped to take more. */
  get hasRoom(): boolean {
    return this.#bytes < outboxLimit;
  }

  forget(): void {
    this.#chunks = null;
  }

  /** Everything from `offset` bytes on, in one piece; null for nothing. */
  from(offset: number): Buffer | null {
    if (this.#chunks === null || offset >= this.#bytes) return null;
    const [only] = this.#chunks;
    const all = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return offset === 0 ? all : all.subarray(offset);
  }
}
