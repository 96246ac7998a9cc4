import type { EndOfFile } from '../../shared/forward.ts';
import type { Clock } from '../clock.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PodStream, StreamFailure, StreamHandlers } from './pod-stream.ts';
import type { StreamPair } from './spdy-frames.ts';
import { StreamTurns } from './stream-turns.ts';
import { PodEnd } from './pod-end.ts';
import { Upload, type FrameWriter, type Written } from './upload.ts';
import {
  failureOfEndedPod,
  failureOfLoss,
  failureOfReset,
  failureOfText,
  type StreamFacts,
} from './stream-failure.ts';

/** What a stream asks of the tunnel that carries it. */
export interface StreamCarrier {
  readonly clock: Clock;
  /** The server takes another frame of this pair. */
  hasRoom(pair: StreamPair): boolean;
  /** False: stop until `TunnelStream.drained`. */
  sendFrame(stream: TunnelStream, chunks: readonly Buffer[], bytes: number, written: Written): boolean;
  sendFin(stream: TunnelStream): void;
  /**
   * The stream ended its side, was paused or resumed, got bytes in spite of a pause, waits for the server, or has
   * carried much.
   */
  noteChanged(stream: TunnelStream): void;
  leave(stream: TunnelStream, farewell: Farewell): void;
  /** The tunnel leads nowhere: no new streams on it. */
  retire(): void;
}

/**
 * How a stream that is over leaves its tunnel: both sides have said FIN or RST (`done`), the server is to be told that
 * we are no longer there (`reset`), or it is to be stopped because the client left in the middle (`abort`).
 */
export type Farewell = 'done' | 'reset' | 'abort';

/** The text of an error may come after the end of the data: how long to wait for it (tunnel.md, 2.3). */
const errorTextWaitMs = 250;
/** The runtime ends a stream one second after our FIN; a server that forgot it must not hold the client for longer. */
const afterFinMs = 60_000;
/** A stream that has brought more than this is no neighbour for others, where there is a choice. In bytes. */
const bulkyBytes = 1024 * 1024;
/** More text than this explains nothing. */
const maxErrorText = 4_096;

/** One connection inside a tunnel: a data stream and the error stream beside it. */
export class TunnelStream implements PodStream, FrameWriter {
  readonly pair: StreamPair;
  readonly #carrier: StreamCarrier;
  readonly #handlers: StreamHandlers;
  readonly #pod: StreamFacts['pod'];
  readonly #turns = new StreamTurns();
  readonly #upload = new Upload(this);
  #paused = false;
  #over = false;
  #errorText = '';
  #errorEnd: 'open' | 'finished' | 'reset' = 'open';
  #dataEnd: 'open' | 'finished' | 'reset' = 'open';
  /** `due`: the FIN leaves with the last of the upload. */
  #localEnd: 'open' | 'deferred' | 'due' | 'sent' = 'open';
  /** Bytes given to the client since it asked for a pause. */
  #overrun = 0;
  #settling: Disposable | null = null;
  #quiet: Disposable | null = null;
  #podEnd: PodEnd | null = null;

  constructor(carrier: StreamCarrier, pair: StreamPair, pod: StreamFacts['pod'], handlers: StreamHandlers) {
    this.#carrier = carrier;
    this.pair = pair;
    this.#pod = pod;
    this.#handlers = handlers;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Bytes delivered in spite of a pause: what a shared tunnel lets one slow client pile up. */
  get overrun(): number {
    return this.#overrun;
  }

  get receivedBytes(): number {
    return this.#turns.received;
  }

  /** It has carried much, and may again: a client that then stops reading holds up its neighbours. */
  get bulky(): boolean {
    return this.#turns.received > bulkyBytes;
  }

  /** False once the client has ended and the pod has been silent since: such a stream stalls nobody. */
  get busy(): boolean {
    return this.#localEnd === 'open' || this.#turns.answering;
  }

  /** Bytes of the client wait for the server's queue. */
  get waitsForRoom(): boolean {
    return !this.#upload.isEmpty;
  }

  write(chunk: Buffer, written?: Written): boolean {
    if (this.#over || this.#localEnd !== 'open' || chunk.length === 0) return true;
    this.#turns.noteSent(chunk);
    const more = this.#upload.write(chunk, written ?? null);
    if (this.waitsForRoom) this.#carrier.noteChanged(this);
    return more;
  }

  hasRoom(): boolean {
    return this.#carrier.hasRoom(this.pair);
  }

  sendFrame(chunks: readonly Buffer[], bytes: number, written: Written): boolean {
    return this.#carrier.sendFrame(this, chunks, bytes, written);
  }

  end(when: EndOfFile = 'defer'): void {
    if (this.#over || this.#localEnd !== 'open') return;
    this.#localEnd = 'deferred';
    this.#turns.noteLocalEnd();
    if (when === 'immediate') this.#sendFin();
    this.#waitForQuiet();
    this.#carrier.noteChanged(this);
  }

  reset(): void {
    if (!this.#over) this.#leave('abort');
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#carrier.noteChanged(this);
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#overrun = 0;
    this.#carrier.noteChanged(this);
  }

  /** A piece of either stream arrived. */
  arrived(streamId: number, piece: Buffer, fin: boolean): boolean {
    if (streamId === this.pair.dataId) return this.#dataArrived(piece, fin);
    this.#errorArrived(piece, fin);
    return false;
  }

  resetArrived(streamId: number): void {
    if (streamId === this.pair.errorId) this.#errorEnd = 'reset';
    else this.#dataEnd = 'reset';
    this.#settleSoon();
  }

  /** The socket or the server's queue has room again. */
  drained(): void {
    if (this.#over) return;
    const waited = this.waitsForRoom;
    const more = this.#upload.flush();
    if (waited) this.#carrier.noteChanged(this);
    if (!more) return;
    if (this.#localEnd === 'due' && this.#upload.isEmpty) this.#sendFin();
    this.#handlers.drain();
  }

  /** The tunnel is gone, and this stream with it. */
  lost(problem: Problem): void {
    if (this.#over) return;
    this.#finish();
    this.#handlers.failed(failureOfLoss(problem, this.#facts()));
  }

  /** Nothing runs in the pod any more: fails once nothing comes. */
  abandon(): void {
    if (this.#over) return;
    this.#podEnd ??= new PodEnd(this.#carrier.clock, this, () => {
      this.#leave('reset');
      this.#handlers.failed(failureOfEndedPod(this.#facts()));
    });
  }

  #sendFin(): void {
    this.#localEnd = this.#upload.isEmpty ? 'sent' : 'due';
    if (this.#localEnd === 'sent') this.#carrier.sendFin(this);
  }

  #dataArrived(piece: Buffer, fin: boolean): boolean {
    let isKept = false;
    if (piece.length > 0) {
      const wasBulky = this.bulky;
      this.#turns.noteReceived(piece.length);
      isKept = this.#handlers.data(piece);
      // Asked after the delivery: the handler may have reset the stream or paused it.
      if (this.#paused) this.#overrun += piece.length;
      const isNews = this.#paused || this.#localEnd !== 'open' || this.bulky !== wasBulky;
      if (isNews) this.#carrier.noteChanged(this);
    }
    if (fin && !this.#over) {
      this.#dataEnd = 'finished';
      this.#settleSoon();
    }
    return isKept;
  }

  #errorArrived(piece: Buffer, fin: boolean): void {
    if (this.#errorText.length < maxErrorText) this.#errorText += piece.toString('utf8');
    if (fin) this.#errorEnd = 'finished';
    if (this.#errorText !== '' || this.#dataEnd !== 'open') this.#settleSoon();
  }

  /** The data may end before the error stream says why: wait for both, but not for long. */
  #settleSoon(): void {
    if (this.#over) return;
    if (this.#dataEnd !== 'open' && this.#errorEnd !== 'open') this.#settle();
    else this.#settling ??= this.#carrier.clock.after(errorTextWaitMs, () => this.#settle());
  }

  #settle(): void {
    const failure = this.#failure();
    if (this.#dataEnd === 'finished' && this.#localEnd !== 'sent') this.#carrier.sendFin(this);
    this.#leave(this.#dataEnd === 'open' ? 'reset' : 'done');
    if (failure === null) {
      this.#handlers.ended();
    } else {
      // Before the failure is told: a new connection may be dialled at once, and not on this tunnel.
      if (failure.podGone || failure.problem.code === 'tunnelLost') this.#carrier.retire();
      this.#handlers.failed(failure);
    }
  }

  #failure(): StreamFailure | null {
    if (this.#errorText !== '') return failureOfText(this.#errorText, this.#facts());
    return this.#dataEnd === 'finished' ? null : failureOfReset(this.#facts());
  }

  #facts(): StreamFacts {
    return { pod: this.#pod, port: this.pair.port, sent: this.#turns.sent, received: this.#turns.received };
  }

  #leave(farewell: Farewell): void {
    this.#finish();
    this.#carrier.leave(this, farewell);
  }

  #finish(): void {
    this.#over = true;
    this.#settling?.[Symbol.dispose]();
    this.#quiet?.[Symbol.dispose]();
    this.#podEnd?.[Symbol.dispose]();
  }

  #waitForQuiet(): void {
    const { received, quietBeforeFinMs } = this.#turns;
    const quietMs = this.#localEnd === 'sent' ? afterFinMs : quietBeforeFinMs;
    this.#quiet = this.#carrier.clock.after(quietMs, () => {
      const isBusy = this.#turns.received > received || this.#paused || !this.#upload.isEmpty;
      if (isBusy) this.#waitForQuiet();
      else this.#endOfQuiet();
    });
  }

  #endOfQuiet(): void {
    if (this.#localEnd === 'sent') {
      this.#leave('reset');
      this.#handlers.ended();
      return;
    }
    this.#sendFin();
    this.#waitForQuiet();
  }
}
