import type { OnReadOpts, Socket } from 'node:net';

/** TLS hands out records of at most 16 KiB; reading more at once would only hold more memory for each idle tunnel. */
const readBytes = 16 * 1024;

/**
 * Reads a socket into the same memory again and again. A new piece of memory for each read makes V8 collect the whole
 * heap every few dozen MiB: measured, half of the CPU time of a transfer at full speed.
 */
export class ReusedReads {
  /** For the options with which the socket is made. */
  readonly onread: OnReadOpts = {
    buffer: () => this.#memory,
    callback: (length) => this.#read(length),
  };
  #memory = Buffer.allocUnsafeSlow(readBytes);
  #socket: Socket | null = null;
  #take: ((chunk: Buffer) => boolean) | null = null;

  /** From now on the socket is an ordinary readable stream, until `take`: the upgrade is read by `node:http`. */
  attach(socket: Socket): void {
    this.#socket = socket;
  }

  /** What comes from now on goes to `take`, which returns true where it still needs the chunk's memory after the call. */
  take(take: (chunk: Buffer) => boolean): void {
    this.#take = take;
  }

  #read(length: number): boolean {
    const chunk = this.#memory.subarray(0, length);
    if (this.#take === null) return this.#socket?.push(Buffer.from(chunk)) ?? true;
    if (this.#take(chunk)) this.#memory = Buffer.allocUnsafeSlow(readBytes);
    return true;
  }
}
