import { type Message, message } from '../../shared/language/message.ts';
import { frameType } from './spdy-frames.ts';

/** Told what a server sends, in order. */
export interface FrameSink {
  /**
   * A piece of a DATA frame, as a view on the bytes that came in; `fin` comes with the last piece of its frame.
   * Returns true where the bytes are still needed after the call.
   */
  data(streamId: number, piece: Buffer, fin: boolean): boolean;
  reset(streamId: number, status: number): void;
  ping(id: number): void;
  goAway(): void;
  /** The peer does not speak SPDY/3; nothing after this is understood. */
  invalid(frame: Message): void;
}

const headerLength = 8;
const nothing = Buffer.alloc(0);

/**
 * Cuts a byte stream into SPDY/3 frames, wherever it is split. Keeps at most 16 bytes: payloads are handed on as
 * they come, and what a client does not need (header blocks, settings, unknown frames) is counted and skipped.
 */
export class FrameParser {
  readonly #sink: FrameSink;
  /** A frame header, followed by the body of the control frames that are read. */
  readonly #held = Buffer.alloc(16);
  #heldLength = 0;
  #wanted = headerLength;
  #streamId = 0;
  #fin = false;
  #dataLeft = 0;
  #skipLeft = 0;
  #valid = true;
  #isKept = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Returns true where the chunk's bytes are still needed after the call. */
  push(chunk: Buffer): boolean {
    let at = 0;
    this.#isKept = false;
    while (at < chunk.length && this.#valid) {
      if (this.#dataLeft > 0) at += this.#passOn(chunk, at);
      else if (this.#skipLeft > 0) at += this.#skip(chunk.length - at);
      else at += this.#hold(chunk, at);
    }
    return this.#isKept;
  }

  #passOn(chunk: Buffer, at: number): number {
    const length = Math.min(this.#dataLeft, chunk.length - at);
    this.#dataLeft -= length;
    const piece = chunk.subarray(at, at + length);
    if (this.#sink.data(this.#streamId, piece, this.#fin && this.#dataLeft === 0)) this.#isKept = true;
    return length;
  }

  #skip(available: number): number {
    const length = Math.min(this.#skipLeft, available);
    this.#skipLeft -= length;
    return length;
  }

  #hold(chunk: Buffer, at: number): number {
    const length = Math.min(this.#wanted - this.#heldLength, chunk.length - at);
    chunk.copy(this.#held, this.#heldLength, at, at + length);
    this.#heldLength += length;
    if (this.#heldLength === this.#wanted) {
      if (this.#wanted === headerLength) this.#readHeader();
      else this.#readBody();
    }
    return length;
  }

  #readHeader(): void {
    const first = this.#held.readUInt32BE(0);
    const second = this.#held.readUInt32BE(4);
    const length = second & 0xffffff;
    if (first < 0x80000000) this.#readDataHeader(first, second >>> 24, length);
    else this.#readControlHeader(first, length);
  }

  #readDataHeader(streamId: number, flags: number, length: number): void {
    this.#heldLength = 0;
    this.#streamId = streamId;
    this.#fin = (flags & 1) !== 0;
    this.#dataLeft = length;
    if (length === 0 && this.#fin) this.#sink.data(streamId, nothing, true);
  }

  #readControlHeader(first: number, length: number): void {
    const version = (first >>> 16) & 0x7fff;
    if (version !== 3) return this.#refuse(message('tunnel.invalidVersion', { version }));
    const type = first & 0xffff;
    const body = bodyLength(type);
    if (body === null) {
      this.#heldLength = 0;
      this.#skipLeft = length;
    } else if (body !== length) {
      this.#refuse(message('tunnel.invalidControl', { type, bytes: length }));
    } else {
      this.#wanted = headerLength + body;
    }
  }

  #readBody(): void {
    const type = this.#held.readUInt16BE(2);
    const id = this.#held.readUInt32BE(8);
    this.#heldLength = 0;
    this.#wanted = headerLength;
    if (type === frameType.rstStream) this.#sink.reset(id & 0x7fffffff, this.#held.readUInt32BE(12));
    else if (type === frameType.ping) this.#sink.ping(id);
    else this.#sink.goAway();
  }

  #refuse(frame: Message): void {
    this.#valid = false;
    this.#sink.invalid(frame);
  }
}

/** The length of the control frames that are read; null for those that are skipped. */
function bodyLength(type: number): number | null {
  if (type === frameType.ping) return 4;
  if (type === frameType.rstStream || type === frameType.goAway) return 8;
  return null;
}
