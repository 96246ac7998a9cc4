import type { Clock } from '../clock.ts';

/** The server handles its frames in so many queues; a stream belongs to queue id mod 5 (tunnel.md, 2.4). */
export const serverQueues = 5;

/** A queue holds 50 frames; one more stops the whole tunnel. Some are left for openings, resets and pings. */
const maxFrames = 40;
/** What an application that stops reading may leave at the server, in bytes. */
const maxBytes = 4 * 1024 * 1024;
/** An acknowledgement is asked for after so many frames or bytes. */
const framesPerMark = 10;
const bytesPerMark = 512 * 1024;
/** A queue that answers so much later than its neighbours is held up by a pod that does not read. */
const heldUpMs = 250;
/** A server that answers no pings is not asked for ever. */
const maxMarks = 200;
const probeMs = 2_000;
/** A server that has answered no ping by then is taken for one that never does. */
const provingMs = 3_000;

export interface ServerQueuesOptions {
  readonly clock: Clock;
  /** Sends one PING for each id, together. */
  readonly send: (ids: readonly number[]) => void;
  /** More may be sent to this queue. */
  readonly onRoom: (queue: number) => void;
  /** Every queue has answered a probe. */
  readonly onClear: () => void;
  /** One of them has not. */
  readonly onStuck: () => void;
}

/** What was sent to one queue, since ever. */
interface Sent {
  frames: number;
  bytes: number;
  /** Up to where the queue has answered. */
  ackedFrames: number;
  ackedBytes: number;
  /** Up to where an answer was asked for. */
  markedFrames: number;
  markedBytes: number;
}

interface Mark {
  readonly queue: number;
  readonly frames: number;
  readonly bytes: number;
  readonly at: number;
}

/**
 * What waits in the server's queues. SPDY/3.1 as Kubernetes speaks it has no windows, but the n-th PING is answered by
 * queue n mod 5, behind all that waits there: its answer acknowledges what was sent to that queue before.
 */
export class ServerQueues implements Disposable {
  readonly #options: ServerQueuesOptions;
  readonly #sent: readonly Sent[] = Array.from({ length: serverQueues }, () => ({
    frames: 0,
    bytes: 0,
    ackedFrames: 0,
    ackedBytes: 0,
    markedFrames: 0,
    markedBytes: 0,
  }));
  /** By ping id, in the order in which they were sent. */
  readonly #marks = new Map<number, Mark>();
  readonly #probe = new Set<number>();
  /** Frames without a stream so far: the server hands them to its queues in turn. */
  #turn = 0;
  /** Ids of a client are odd. */
  #lastId = -1;
  #lastAnswered = 0;
  /** No ping was ever answered. */
  #isDeaf = false;
  #proving: Disposable;
  #timer: Disposable | null = null;

  constructor(options: ServerQueuesOptions) {
    this.#options = options;
    this.#proving = options.clock.after(provingMs, () => this.#giveUpAnswers());
  }

  /** True while an answer to a probe is due. */
  get probing(): boolean {
    return this.#probe.size > 0;
  }

  /** A server that answers no pings is limited by nothing but the socket. */
  hasRoom(queue: number): boolean {
    const { frames, bytes, ackedFrames, ackedBytes } = this.#of(queue);
    return this.#isDeaf || (frames - ackedFrames < maxFrames && bytes - ackedBytes < maxBytes);
  }

  /** True while what it was sent has not been handled although its neighbours have gone on. */
  isHeldUp(queue: number): boolean {
    return this.#isLate((mark) => mark.queue === queue);
  }

  get isAnyHeldUp(): boolean {
    return this.#isLate(() => true);
  }

  /** A DATA frame went to a stream of this queue. */
  noteSent(queue: number, bytes: number): void {
    const sent = this.#of(queue);
    sent.frames += 1;
    sent.bytes += bytes;
    if (this.#marks.size > maxMarks) return;
    if (sent.frames - sent.markedFrames >= framesPerMark || sent.bytes - sent.markedBytes >= bytesPerMark) {
      this.#mark(((queue - this.#turn + serverQueues) % serverQueues) + 1);
    }
  }

  /** A frame without a stream was sent that is none of ours. */
  noteForeignFrame(): void {
    this.#turn = (this.#turn + 1) % serverQueues;
  }

  /** Asks for a sign of life; returns the id of the ping. */
  ask(): number {
    this.#mark(1);
    return this.#lastId;
  }

  /** Finds out whether an upload that was left behind blocks one of the queues. */
  probe(): void {
    for (const id of this.#mark(serverQueues)) this.#probe.add(id);
    this.#timer ??= this.#options.clock.after(probeMs, () => this.#options.onStuck());
  }

  answered(id: number): void {
    const mark = this.#marks.get(id);
    if (mark === undefined) return;
    this.#marks.delete(id);
    this.#lastAnswered = Math.max(this.#lastAnswered, id);
    this.#isDeaf = false;
    this.#proving[Symbol.dispose]();
    const sent = this.#of(mark.queue);
    sent.ackedFrames = Math.max(sent.ackedFrames, mark.frames);
    sent.ackedBytes = Math.max(sent.ackedBytes, mark.bytes);
    this.#options.onRoom(mark.queue);
    if (!this.#probe.delete(id) || this.#probe.size > 0) return;
    this.#endProbe();
    this.#options.onClear();
  }

  [Symbol.dispose](): void {
    this.#proving[Symbol.dispose]();
    this.#endProbe();
  }

  #endProbe(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }

  #giveUpAnswers(): void {
    this.#isDeaf = true;
    for (let queue = 0; queue < serverQueues; queue += 1) this.#options.onRoom(queue);
  }

  /** Asked for each new connection and tunnel: in the usual case it looks at the oldest mark alone. */
  #isLate(concerns: (mark: Mark) => boolean): boolean {
    const lateSince = this.#options.clock.now() - heldUpMs;
    for (const [id, mark] of this.#marks) {
      if (mark.at >= lateSince || id > this.#lastAnswered) return false;
      if (concerns(mark)) return true;
    }
    return false;
  }

  #mark(count: number): readonly number[] {
    const ids: number[] = [];
    for (let left = count; left > 0; left -= 1) {
      const queue = this.#turn;
      const sent = this.#of(queue);
      sent.markedFrames = sent.frames;
      sent.markedBytes = sent.bytes;
      this.#lastId += 2;
      this.#marks.set(this.#lastId, {
        queue,
        frames: sent.frames,
        bytes: sent.bytes,
        at: this.#options.clock.now(),
      });
      ids.push(this.#lastId);
      this.#turn = (this.#turn + 1) % serverQueues;
    }
    this.#options.send(ids);
    return ids;
  }

  #of(queue: number): Sent {
    const sent = this.#sent[queue];
    if (sent === undefined) throw new RangeError(`no queue ${queue}`);
    return sent;
  }
}
