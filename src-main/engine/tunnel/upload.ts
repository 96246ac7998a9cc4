import { maxDataPayload } from './spdy-frames.ts';

/** Called when the memory of a chunk that was written is no longer needed. */
export type Written = () => void;

/** What an upload asks of its tunnel. */
export interface FrameWriter {
  /** The server's queue takes another frame. */
  hasRoom(): boolean;
  /** Sends one frame, at most `maxDataPayload` bytes. False: the socket is full; the bytes are taken in any case. */
  sendFrame(chunks: readonly Buffer[], bytes: number, written: Written): boolean;
}

interface Piece {
  readonly chunk: Buffer;
  readonly written: Written | null;
}

/**
 * The bytes of one stream on their way to the pod. What the server has no room for waits here, and leaves in as few
 * frames as it fits into: the server counts frames, not bytes.
 */
export class Upload {
  readonly #writer: FrameWriter;
  #waiting: Piece[] = [];
  #bytes = 0;

  constructor(writer: FrameWriter) {
    this.#writer = writer;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** False: stop until `flush` returns true. The chunk is taken in any case. */
  write(chunk: Buffer, written: Written | null): boolean {
    for (let at = 0; at < chunk.length; at += maxDataPayload) {
      const isLast = at + maxDataPayload >= chunk.length;
      const piece = at === 0 && isLast ? chunk : chunk.subarray(at, at + maxDataPayload);
      this.#waiting.push({ chunk: piece, written: isLast ? written : null });
    }
    this.#bytes += chunk.length;
    return this.flush();
  }

  /** Sends what there is room for. True: more is welcome. */
  flush(): boolean {
    let more = true;
    while (this.#waiting.length > 0 && this.#writer.hasRoom()) more = this.#sendFrame();
    return more && this.#bytes < maxDataPayload;
  }

  #sendFrame(): boolean {
    let count = 0;
    let bytes = 0;
    for (const { chunk } of this.#waiting) {
      if (bytes + chunk.length > maxDataPayload) break;
      bytes += chunk.length;
      count += 1;
    }
    const pieces = count === this.#waiting.length ? this.#waiting : this.#waiting.slice(0, count);
    this.#waiting = count === this.#waiting.length ? [] : this.#waiting.slice(count);
    this.#bytes -= bytes;
    return this.#writer.sendFrame(
      pieces.map(({ chunk }) => chunk),
      bytes,
      () => {
        for (const { written } of pieces) written?.();
      },
    );
  }
}
