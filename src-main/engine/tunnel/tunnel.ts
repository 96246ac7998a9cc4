import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { newProblem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import { FrameParser, type FrameSink } from './frame-parser.ts';
import { PathTrust } from './path-trust.ts';
import type { Opening, PodStream } from './pod-stream.ts';
import { OverrunBudget } from './overrun-budget.ts';
import { ReadPressure } from './read-pressure.ts';
import type { StreamPair } from './spdy-frames.ts';
import { queueOf, StreamIds } from './stream-ids.ts';
import { StreamTable } from './stream-table.ts';
import { TunnelSender } from './tunnel-sender.ts';
import { TunnelStream, type Farewell, type StreamCarrier } from './tunnel-stream.ts';
import type { Written } from './upload.ts';
import type { Wire } from './wire.ts';

export interface TunnelOptions {
  readonly wire: Wire;
  readonly pod: PodRef;
  readonly clock: Clock;
  readonly log: Log;
  /** A stream left, or the tunnel retired or closed: look at it anew. */
  readonly onChanged: () => void;
  /** Shared with the other tunnels; one of its own unless told. */
  readonly budget?: OverrunBudget;
  /** The first stream id; only tests start elsewhere. Odd. */
  readonly firstStreamId?: number;
}

/** The server goes on sending for a second after a reset (tunnel.md, 2.3): beyond this a new tunnel costs less. In bytes. */
const maxSwallowed = 1024 * 1024;

/** One multiplexed connection to one pod. Closes itself once it is retired and empty. */
export class Tunnel implements FrameSink, StreamCarrier, Disposable {
  readonly clock: Clock;
  readonly #wire: Wire;
  readonly #pod: PodRef;
  readonly #log: Log;
  readonly #onChanged: () => void;
  readonly #parser: FrameParser;
  readonly #ids: StreamIds;
  readonly #streams = new StreamTable();
  readonly #sender: TunnelSender;
  readonly #pressure: ReadPressure;
  readonly #trust: PathTrust;
  #phase: 'open' | 'retired' | 'closed' = 'open';
  #swallowed = 0;
  #idleSince: number;

  constructor(options: TunnelOptions) {
    this.clock = options.clock;
    this.#wire = options.wire;
    this.#pod = options.pod;
    this.#log = options.log;
    this.#onChanged = options.onChanged;
    this.#ids = new StreamIds(options.firstStreamId ?? 1);
    this.#pressure = new ReadPressure(options.wire, this.#streams, options.budget ?? new OverrunBudget());
    this.#idleSince = options.clock.now();
    this.#parser = new FrameParser(this);
    this.#sender = new TunnelSender({
      wire: this.#wire,
      clock: this.clock,
      streams: this.#streams,
      onClear: () => this.#onChanged(),
      onStuck: () => this.retire(),
    });
    this.#trust = new PathTrust({
      clock: this.clock,
      wire: this.#wire,
      streams: this.#streams,
      pressure: this.#pressure,
      ask: () => this.#sender.queues.ask(),
      onTrusted: () => this.#onChanged(),
      onDead: () => this.#lose(message('tunnel.silent')),
    });
    this.#wire.listen({
      received: (chunk) => {
        this.#trust.heard(chunk.length);
        return this.#parser.push(chunk);
      },
      drained: () => this.#sender.drained(),
      closed: (reason) => this.#lose(message('tunnel.lostBecause', { reason })),
    });
    // Answered before the first upload: whether the server answers pings is known by then.
    this.#sender.queues.ask();
  }

  /** True while new streams may be opened. */
  get usable(): boolean {
    return (
      this.#phase === 'open' &&
      this.#wire.isOpen &&
      this.#trust.isTrusted &&
      !this.#sender.queues.probing &&
      this.#sender.freeQueue(this.#ids) !== null
    );
  }

  /** True until it is retired, even while it is being probed. */
  get live(): boolean {
    return this.#phase === 'open';
  }

  get closed(): boolean {
    return this.#phase === 'closed';
  }

  /** Streams that may still carry bytes; those that only wait for the pod to close do not count. */
  get load(): number {
    return this.#streams.load;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Since when no stream is open, in milliseconds since the epoch; null while one is. */
  get idleSince(): number | null {
    return this.#streams.size === 0 ? this.#idleSince : null;
  }

  /** Bytes of the wire so far. */
  get received(): number {
    return this.#trust.received;
  }

  get congested(): boolean {
    return this.#wire.congested;
  }

  /** The wire is not read. */
  get paused(): boolean {
    return this.#pressure.isPaused;
  }

  /** A client or an application does not read: neighbours may have to wait soon. */
  get stalled(): boolean {
    return this.#streams.isStalled || this.#sender.queues.isAnyHeldUp;
  }

  /** One of its streams has carried much: its client may stop reading. */
  get bulky(): boolean {
    return this.#streams.isBulky;
  }

  /** Opens a stream: both SYN_STREAMs and the first bytes leave in one write. Only while `usable`. */
  open({ port, first, handlers }: Opening): PodStream {
    const pair = this.#ids.take(port, this.#sender.freeQueue(this.#ids) ?? this.#ids.nextQueue);
    const stream = new TunnelStream(this, pair, this.#pod, handlers);
    this.#streams.add(stream);
    if (this.#streams.size === 1) this.#trust.restart();
    this.#sender.open(pair, () => {
      if (first !== null) stream.write(first);
    });
    if (this.#ids.areExhausted) this.retire();
    this.#pressure.look();
    return stream;
  }

  /** The network may have changed under it: no new streams until it has answered, and a short time to do so. */
  doubt(): void {
    if (this.#phase !== 'closed') this.#trust.doubt();
  }

  /** No new streams; closes when the last one has left. */
  retire(): void {
    if (this.#phase !== 'open') return;
    this.#phase = 'retired';
    if (this.#streams.size === 0) this[Symbol.dispose]();
    else this.#onChanged();
  }

  /** Nothing runs in the pod any more: streams that stay silent fail. */
  abandon(): void {
    for (const stream of this.#streams) stream.abandon();
  }

  /** Closes now; streams that are open fail. */
  [Symbol.dispose](): void {
    this.#lose(message('tunnel.closed'));
  }

  // What a stream asks for.

  hasRoom(pair: StreamPair): boolean {
    return this.#sender.queues.hasRoom(queueOf(pair));
  }

  sendFrame(stream: TunnelStream, chunks: readonly Buffer[], bytes: number, written: Written): boolean {
    return this.#sender.sendFrame(stream, chunks, bytes, written);
  }

  sendFin(stream: TunnelStream): void {
    this.#sender.sendFin(stream.pair);
  }

  noteChanged(stream: TunnelStream): void {
    this.#streams.note(stream);
    this.#pressure.look();
  }

  leave(stream: TunnelStream, farewell: Farewell): void {
    this.#forget(stream);
    this.#tellServer(stream, farewell);
    if (this.#streams.size === 0) this.#idleSince = this.clock.now();
    this.#pressure.look();
    if (this.#phase === 'retired' && this.#streams.size === 0) this[Symbol.dispose]();
    else this.#onChanged();
  }

  // What the server sends.

  data(streamId: number, piece: Buffer, fin: boolean): boolean {
    const stream = this.#streams.get(streamId);
    if (stream !== undefined) return stream.arrived(streamId, piece, fin);
    if (!this.#ids.wereTaken(streamId)) {
      this.invalid(message('tunnel.invalidStream', { stream: streamId }));
    } else {
      this.#swallowed += piece.length;
      if (this.#swallowed > maxSwallowed) this.retire();
    }
    return false;
  }

  reset(streamId: number): void {
    this.#streams.get(streamId)?.resetArrived(streamId);
  }

  ping(id: number): void {
    if (id % 2 === 1) {
      this.#sender.queues.answered(id);
      this.#trust.answered(id);
    } else {
      this.#sender.answerPing(id);
    }
  }

  goAway(): void {
    this.retire();
  }

  invalid(frame: Message): void {
    this.#lose(message('tunnel.invalid', { frame }));
  }

  /**
   * A busy stream that was alone is cut with its tunnel: the only way to make the server stop at once. Otherwise the
   * server's five queues are asked whether the upload that was left behind blocks one of them.
   */
  #tellServer(stream: TunnelStream, farewell: Farewell): void {
    if (farewell === 'done') return;
    const alone = this.#streams.size === 0;
    const stuck = this.paused || this.congested || stream.bulky;
    if (farewell === 'abort' && alone && stuck) {
      this.retire();
      return;
    }
    this.#sender.sendReset(stream.pair);
    if (farewell === 'abort') this.#sender.queues.probe();
  }

  #forget(stream: TunnelStream): void {
    this.#streams.remove(stream);
    this.#sender.forget(stream);
  }

  #lose(words: Message): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#wire.close();
    this.#trust[Symbol.dispose]();
    this.#sender[Symbol.dispose]();
    const problem = newProblem('tunnelLost', words);
    this.#log.debug(
      `tunnel to pod ${this.#pod.name} closed with ${this.#streams.size} streams: ${problem.message}`,
    );
    const streams = [...this.#streams];
    for (const stream of streams) this.#forget(stream);
    this.#pressure.look();
    for (const stream of streams) stream.lost(problem);
    this.#onChanged();
  }
}
