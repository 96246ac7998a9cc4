import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { newProblem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import { FrameParser, type FrameSink } from './frame-parser.ts';
import { Heartbeat, type Pulse } from './heartbeat.ts';
import type { PodStream, StreamHandlers } from './pod-stream.ts';
import {
  dataHeader,
  openingFrames,
  ping,
  pings,
  resetCancel,
  rstStream,
  type StreamPair,
} from './spdy-frames.ts';
import { ServerQueues, serverQueues } from './server-queues.ts';
import { queueOf, StreamIds } from './stream-ids.ts';
import { StreamTable } from './stream-table.ts';
import { OverrunBudget } from './overrun-budget.ts';
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

/**
 * What a slow client may pile up before the tunnel is no longer read, in bytes: alone, as much as saves stopping and
 * starting the socket for every few chunks; on a shared tunnel, as much as spares its neighbours the wait.
 */
const maxOverrun = { alone: 512 * 1024, shared: 16 * 1024 * 1024 } as const;
/**
 * The server goes on sending for a second after a reset (tunnel.md, 2.3): from a stream that has carried so many bytes,
 * or after so many swallowed ones, a new tunnel costs less than what would still come. In bytes.
 */
const worthCutting = 1024 * 1024;
const activeQuietMs = 2_000;
/** A WebSocket tunnel hides the death of its upstream until the client sends something (tunnel.md, 1.4). */
const idleQuietMs = { spdy: 10_000, websocket: 5_000 } as const;

/** One multiplexed connection to one pod. Closes itself once it is retired and empty. */
export class Tunnel implements FrameSink, StreamCarrier, Pulse, Disposable {
  readonly clock: Clock;
  readonly #wire: Wire;
  readonly #pod: PodRef;
  readonly #log: Log;
  readonly #onChanged: () => void;
  readonly #parser: FrameParser;
  readonly #heartbeat: Heartbeat;
  readonly #ids: StreamIds;
  readonly #streams = new StreamTable();
  readonly #waitingForDrain = new Set<TunnelStream>();
  readonly #queues: ServerQueues;
  readonly #budget: OverrunBudget;
  #phase: 'open' | 'retired' | 'closed' = 'open';
  #opened = false;
  #opening: Buffer | null = null;
  #received = 0;
  #swallowed = 0;
  #paused = false;
  /** The ping whose answer shows that the path still leads somewhere; null while that is not in doubt. */
  #doubt: number | null = null;
  /** What this tunnel has taken of the budget, in bytes. */
  #overrun = 0;
  #idleSince: number;

  constructor(options: TunnelOptions) {
    this.clock = options.clock;
    this.#wire = options.wire;
    this.#pod = options.pod;
    this.#log = options.log;
    this.#onChanged = options.onChanged;
    this.#ids = new StreamIds(options.firstStreamId ?? 1);
    this.#budget = options.budget ?? new OverrunBudget();
    this.#idleSince = options.clock.now();
    this.#parser = new FrameParser(this);
    this.#heartbeat = new Heartbeat(this.clock, this);
    this.#queues = new ServerQueues({
      clock: this.clock,
      send: (ids) => this.#wire.send([pings(ids)]),
      onRoom: (queue) => this.#flush(queue),
      onClear: () => this.#onChanged(),
      onStuck: () => this.retire(),
    });
    this.#wire.listen({
      received: (chunk) => {
        this.#received += chunk.length;
        return this.#parser.push(chunk);
      },
      drained: () => this.#drained(),
      closed: (reason) => this.#lose(`The connection to the pod was lost: ${reason}.`),
    });
    // Uploads are limited from the first answer on, so it is asked for before there is one.
    this.#queues.ask();
  }

  /** True while new streams may be opened. */
  get usable(): boolean {
    return this.#phase === 'open' && this.#doubt === null && !this.#queues.probing && this.#freeQueue() !== null;
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

  get received(): number {
    return this.#received;
  }

  get congested(): boolean {
    return this.#wire.congested;
  }

  /** The wire is not read. */
  get paused(): boolean {
    return this.#paused;
  }

  /** A client or an application does not read: neighbours may have to wait soon. */
  get stalled(): boolean {
    return this.#streams.isStalled || this.#queues.isAnyHeldUp;
  }

  get quietMs(): number {
    return this.#streams.size > 0 ? activeQuietMs : idleQuietMs[this.#wire.transport];
  }

  /** Opens a stream: both SYN_STREAMs and the first bytes leave in one write. Only while `usable`. */
  open(port: number, first: Buffer | null, handlers: StreamHandlers): PodStream {
    const pair = this.#ids.take(port, this.#freeQueue() ?? this.#ids.nextQueue);
    const stream = new TunnelStream(this, pair, this.#pod, handlers);
    this.#streams.add(stream);
    this.#opening = openingFrames(pair, !this.#opened);
    this.#opened = true;
    if (this.#streams.size === 1) this.#heartbeat.restart();
    if (first !== null) stream.write(first);
    this.#sendOpening();
    if (this.#ids.areExhausted) this.retire();
    this.pressureChanged();
    return stream;
  }

  /** The network may have changed under it: no new streams until it has answered, and a short time to do so. */
  doubt(): void {
    if (this.#phase === 'closed') return;
    // What lies in the socket's buffer from before is no answer.
    this.#doubt = this.#queues.ask();
    this.#heartbeat.doubt();
  }

  /** No new streams; closes when the last one has left. */
  retire(): void {
    if (this.#phase !== 'open') return;
    this.#phase = 'retired';
    if (this.#streams.size === 0) this[Symbol.dispose]();
    else this.#onChanged();
  }

  /** Closes now; streams that are open fail. */
  [Symbol.dispose](): void {
    this.#lose('The tunnel was closed.');
  }

  // What a stream asks for.

  hasRoom(pair: StreamPair): boolean {
    return this.#queues.hasRoom(queueOf(pair));
  }

  sendFrame(stream: TunnelStream, chunks: readonly Buffer[], bytes: number, written: Written): boolean {
    const more = this.#send([dataHeader(stream.pair.dataId, bytes, false), ...chunks], written);
    this.#queues.noteSent(queueOf(stream.pair), bytes);
    if (!more) this.#waitingForDrain.add(stream);
    return more;
  }

  sendFin(stream: TunnelStream): void {
    this.#send([dataHeader(stream.pair.dataId, 0, true)]);
  }

  /** Stops reading the wire where that harms nobody else, or where one client has piled up too much. */
  pressureChanged(): void {
    const overrun = this.#phase === 'closed' ? 0 : this.#streams.overrun;
    this.#budget.add(overrun - this.#overrun);
    this.#overrun = overrun;
    const limit = this.#streams.size === 1 ? maxOverrun.alone : maxOverrun.shared;
    const pause = overrun > limit || (overrun > 0 && this.#budget.isSpent);
    if (pause === this.#paused || this.#phase === 'closed') return;
    this.#paused = pause;
    if (pause) this.#wire.pause();
    else this.#wire.resume();
  }

  leave(stream: TunnelStream, farewell: Farewell): void {
    this.#forget(stream);
    this.#tellServer(stream, farewell);
    if (this.#streams.size === 0) this.#idleSince = this.clock.now();
    this.pressureChanged();
    if (this.#phase === 'retired' && this.#streams.size === 0) this[Symbol.dispose]();
    else this.#onChanged();
  }

  // What the server sends.

  data(streamId: number, piece: Buffer, fin: boolean): boolean {
    const stream = this.#streams.get(streamId);
    if (stream !== undefined) return stream.arrived(streamId, piece, fin);
    if (!this.#ids.wereTaken(streamId)) {
      this.invalid(`data for stream ${streamId}, which was never opened`);
    } else {
      this.#swallowed += piece.length;
      if (this.#swallowed > worthCutting) this.retire();
    }
    return false;
  }

  reset(streamId: number): void {
    this.#streams.get(streamId)?.resetArrived(streamId);
  }

  ping(id: number): void {
    if (id % 2 === 1) {
      this.#queues.answered(id);
      if (this.#doubt === null || id < this.#doubt) return;
      this.#doubt = null;
      this.#onChanged();
    } else {
      this.#send([ping(id)]);
      this.#queues.noteForeignFrame();
    }
  }

  goAway(): void {
    this.retire();
  }

  invalid(reason: string): void {
    this.#lose(`The server does not speak the port-forward protocol: it sent ${reason}.`);
  }

  // What the heartbeat asks for.

  ask(): void {
    this.#queues.ask();
  }

  dead(): void {
    this.#lose('The connection to the cluster went silent.');
  }

  /**
   * A busy stream that was alone is cut with its tunnel: the only way to make the server stop at once. Otherwise the
   * server's five queues are asked whether the upload that was left behind blocks one of them.
   */
  #tellServer(stream: TunnelStream, farewell: Farewell): void {
    if (farewell === 'done') return;
    const alone = this.#streams.size === 0;
    const stuck = this.#paused || this.congested || stream.received > worthCutting;
    if (farewell === 'abort' && alone && stuck) {
      this.retire();
      return;
    }
    const { dataId, errorId } = stream.pair;
    this.#send([rstStream(dataId, resetCancel), rstStream(errorId, resetCancel)]);
    if (farewell === 'abort') this.#queues.probe();
  }

  /** The emptiest of the server's queues that are not held up; null where all are. */
  #freeQueue(): number | null {
    let best: number | null = null;
    for (let step = 0; step < serverQueues; step += 1) {
      // From the queue of the next id on, so that calm tunnels skip none.
      const queue = (this.#ids.nextQueue + 2 * step) % serverQueues;
      if (best !== null && this.#streams.inQueue(queue) >= this.#streams.inQueue(best)) continue;
      if (!this.#queues.isHeldUp(queue)) best = queue;
    }
    return best;
  }

  #flush(queue: number): void {
    for (const stream of this.#streams) {
      if (stream.waitsForRoom && queueOf(stream.pair) === queue) stream.drained();
    }
  }

  #sendOpening(): void {
    if (this.#opening !== null) this.#send([]);
  }

  /** An opening leaves together with the first frame after it. */
  #send(chunks: readonly Buffer[], written?: Written): boolean {
    const opening = this.#opening;
    if (opening === null) return this.#wire.send(chunks, written);
    this.#opening = null;
    const [header, ...payload] = chunks;
    const start = header === undefined ? opening : Buffer.concat([opening, header]);
    return this.#wire.send([start, ...payload], written);
  }

  #drained(): void {
    const waiting = [...this.#waitingForDrain];
    this.#waitingForDrain.clear();
    for (const stream of waiting) stream.drained();
  }

  #forget(stream: TunnelStream): void {
    this.#streams.remove(stream);
    this.#waitingForDrain.delete(stream);
  }

  #lose(message: string): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#wire.close();
    this.#heartbeat[Symbol.dispose]();
    this.#queues[Symbol.dispose]();
    this.#log.debug(`tunnel to pod ${this.#pod.name} closed with ${this.#streams.size} streams: ${message}`);
    const problem = newProblem('tunnelLost', `${message} Connect again.`);
    const streams = [...this.#streams];
    for (const stream of streams) this.#forget(stream);
    this.pressureChanged();
    for (const stream of streams) stream.lost(problem);
    this.#onChanged();
  }
}
