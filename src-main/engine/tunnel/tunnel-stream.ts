import type { Clock } from '../clock.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PodStream, StreamFailure, StreamHandlers } from './pod-stream.ts';
import type { StreamPair } from './spdy-frames.ts';
import { failureOfLoss, failureOfReset, failureOfText, type StreamFacts } from './stream-failure.ts';

/** What a stream asks of the tunnel that carries it. */
export interface StreamCarrier {
  readonly clock: Clock;
  /** False: stop until `TunnelStream.drained`. */
  sendData(stream: TunnelStream, chunk: Buffer): boolean;
  sendFin(stream: TunnelStream): void;
  /** Reading this stream was paused or resumed. */
  pressureChanged(): void;
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
/** A FIN makes the runtime cut the reply one second later, so it is held back until the pod is quiet for so long. */
const quietBeforeFinMs = 5_000;
const patientQuietBeforeFinMs = 60_000;
/** More text than this explains nothing. */
const maxErrorText = 4_096;

const httpRequest = /^[A-Z]{3,7} \S+ HTTP\/|^[A-Z]{3,7} \//;

/** One connection inside a tunnel: a data stream and the error stream beside it. */
export class TunnelStream implements PodStream {
  readonly pair: StreamPair;
  readonly #carrier: StreamCarrier;
  readonly #handlers: StreamHandlers;
  readonly #pod: StreamFacts['pod'];
  #sent = 0;
  #received = 0;
  #paused = false;
  #over = false;
  #errorText = '';
  #errorEnd: 'open' | 'finished' | 'reset' = 'open';
  #dataEnd: 'open' | 'finished' | 'reset' = 'open';
  #localEnd: 'open' | 'deferred' | 'sent' = 'open';
  #looksLikeHttp = false;
  /** Bytes received when the client last wrote: whose turn it is to speak. */
  #receivedAtLastWrite = 0;
  #receivedAtLocalEnd = 0;
  /** Bytes given to the client since it asked for a pause. */
  #overrun = 0;
  #settling: Disposable | null = null;
  #quiet: Disposable | null = null;

  constructor(
    carrier: StreamCarrier,
    pair: StreamPair,
    pod: StreamFacts['pod'],
    first: Buffer | null,
    handlers: StreamHandlers,
  ) {
    this.#carrier = carrier;
    this.pair = pair;
    this.#pod = pod;
    this.#handlers = handlers;
    if (first !== null) this.#noteSent(first);
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Bytes delivered in spite of a pause: what a shared tunnel lets one slow client pile up. */
  get overrun(): number {
    return this.#overrun;
  }

  get received(): number {
    return this.#received;
  }

  /** False once the client has ended and the pod has been silent since: such a stream stalls nobody. */
  get busy(): boolean {
    return this.#localEnd === 'open' || this.#received > this.#receivedAtLocalEnd;
  }

  write(chunk: Buffer): boolean {
    if (this.#over || this.#localEnd !== 'open' || chunk.length === 0) return true;
    this.#noteSent(chunk);
    return this.#carrier.sendData(this, chunk);
  }

  end(): void {
    if (this.#over || this.#localEnd !== 'open') return;
    this.#localEnd = 'deferred';
    this.#receivedAtLocalEnd = this.#received;
    this.#waitForQuiet();
    this.#carrier.pressureChanged();
  }

  reset(): void {
    if (!this.#over) this.#leave('abort');
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#carrier.pressureChanged();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#overrun = 0;
    this.#carrier.pressureChanged();
  }

  /** A piece of either stream arrived. */
  arrived(streamId: number, piece: Buffer, fin: boolean): void {
    if (streamId === this.pair.errorId) this.#errorArrived(piece, fin);
    else this.#dataArrived(piece, fin);
  }

  resetArrived(streamId: number): void {
    if (streamId === this.pair.errorId) this.#errorEnd = 'reset';
    else this.#dataEnd = 'reset';
    this.#settleSoon();
  }

  drained(): void {
    if (!this.#over) this.#handlers.drain();
  }

  /** The tunnel is gone, and this stream with it. */
  lost(problem: Problem): void {
    if (this.#over) return;
    this.#finish();
    this.#handlers.failed(failureOfLoss(problem, this.#facts()));
  }

  #noteSent(chunk: Buffer): void {
    if (this.#sent === 0) this.#looksLikeHttp = httpRequest.test(chunk.toString('latin1', 0, 256));
    this.#sent += chunk.length;
    this.#receivedAtLastWrite = this.#received;
  }

  #dataArrived(piece: Buffer, fin: boolean): void {
    if (piece.length > 0) {
      this.#received += piece.length;
      this.#handlers.data(piece);
      // Asked after the delivery: the handler may have reset the stream or paused it.
      if (this.#paused) {
        this.#overrun += piece.length;
        this.#carrier.pressureChanged();
      }
    }
    if (!fin || this.#over) return;
    this.#dataEnd = 'finished';
    this.#settleSoon();
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
    return { pod: this.#pod, port: this.pair.port, sent: this.#sent, received: this.#received };
  }

  #leave(farewell: Farewell): void {
    this.#finish();
    this.#carrier.leave(this, farewell);
  }

  #finish(): void {
    this.#over = true;
    this.#settling?.[Symbol.dispose]();
    this.#quiet?.[Symbol.dispose]();
  }

  #waitForQuiet(): void {
    const received = this.#received;
    this.#quiet = this.#carrier.clock.after(this.#quietMs(), () => {
      if (this.#received > received || this.#paused) this.#waitForQuiet();
      else this.#endOfQuiet();
    });
  }

  #endOfQuiet(): void {
    if (this.#localEnd === 'sent') {
      // The runtime ends a stream one second after our FIN; a server that forgot it must not hold the client.
      this.#leave('reset');
      this.#handlers.ended();
      return;
    }
    this.#localEnd = 'sent';
    this.#carrier.sendFin(this);
    this.#waitForQuiet();
  }

  /** Long where an answer is due or still flows, short where the pod has had the last word. */
  #quietMs(): number {
    const answerDue = this.#looksLikeHttp && this.#received === this.#receivedAtLastWrite;
    const answering = this.#received > this.#receivedAtLocalEnd;
    return answerDue || answering || this.#localEnd === 'sent' ? patientQuietBeforeFinMs : quietBeforeFinMs;
  }
}
