import type { EndOfFile } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import { activeQuietMs, Heartbeat, type Pulse } from './heartbeat.ts';
import { PodEnd } from './pod-end.ts';
import type { Opening, PodStream, StreamFailure } from './pod-stream.ts';
import { failureOfEndedPod, failureOfLoss, failureOfText, type StreamFacts } from './stream-failure.ts';
import { StreamTurns } from './stream-turns.ts';
import type { V4Connection } from './v4-connection.ts';

export interface V4StreamOptions {
  /** Not yet listened to. */
  readonly connection: V4Connection;
  readonly pod: PodRef;
  readonly opening: Opening;
  readonly clock: Clock;
  /** Called once, before the handlers learn of the end. */
  readonly onOver: () => void;
}

/** The close may come after the text that explains it: how long to wait for it. */
const closeWaitMs = 250;
/** More text than this explains nothing. */
const maxErrorText = 4_096;
/** What a runtime leaves to a reply after kubectl's FIN (tunnel.md, 2.3). */
const graceMs = 1_000;
/** A pod's socket buffers less than this: an application that does not read keeps the server from answering a ping. */
const unconfirmedLimit = 64 * 1024;

/** One connection over a WebSocket of its own. The protocol has no half-close: its only end is the end of both sides. */
export class V4Stream implements PodStream, Pulse {
  readonly quietMs = activeQuietMs;
  readonly #options: V4StreamOptions;
  readonly #turns = new StreamTurns();
  readonly #heartbeat: Heartbeat;
  #paused = false;
  #over = false;
  #signs = 0;
  #unconfirmed = 0;
  #errorText = '';
  #settling: Disposable | null = null;
  #quiet: Disposable | null = null;
  #podEnd: PodEnd | null = null;

  constructor(options: V4StreamOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat(options.clock, this);
    const { connection, opening } = options;
    const { first, handlers } = opening;
    connection.listen({
      data: (chunk) => {
        this.#noteSign();
        this.#turns.noteReceived(chunk.length);
        handlers.data(chunk);
      },
      errorText: (text) => this.#explained(text),
      pong: () => this.#noteSign(),
      drained: () => handlers.drain(),
      closed: (fault) => this.#closed(fault),
    });
    if (first !== null) this.write(first);
  }

  write(chunk: Buffer, written?: () => void): boolean {
    if (this.#over || this.#quiet !== null || chunk.length === 0) return true;
    this.#turns.noteSent(chunk);
    this.#unconfirmed += chunk.length;
    return this.#options.connection.send(chunk, written);
  }

  end(when: EndOfFile = 'defer'): void {
    if (this.#over || this.#quiet !== null) return;
    this.#turns.noteLocalEnd();
    if (when === 'immediate') this.#quiet = this.#options.clock.after(graceMs, () => this.#end());
    else this.#waitForQuiet();
  }

  reset(): void {
    this.#finish();
  }

  pause(): void {
    this.#paused = true;
    this.#options.connection.pause();
  }

  resume(): void {
    this.#paused = false;
    if (!this.#over) this.#options.connection.resume();
  }

  /** The network may have changed under it: it has a short time for a sign of life. */
  doubt(): void {
    if (this.#over) return;
    this.ask();
    this.#heartbeat.doubt();
  }

  /** Ends it with a failure: the pool closes, or the path is dead. */
  lose(cause: Problem): void {
    this.#fail(failureOfLoss(cause, this.#facts()));
  }

  /** Nothing runs in the pod any more: fails once nothing comes. */
  abandon(): void {
    if (this.#over) return;
    const silent = (): void => this.#fail(failureOfEndedPod(this.#facts()));
    this.#podEnd ??= new PodEnd(this.#options.clock, this, silent);
  }

  get pod(): PodRef {
    return this.#options.pod;
  }

  get receivedBytes(): number {
    return this.#turns.received;
  }

  // What the heartbeat asks for.

  get received(): number {
    return this.#signs;
  }

  get congested(): boolean {
    return this.#options.connection.congested || this.#unconfirmed > unconfirmedLimit;
  }

  get paused(): boolean {
    return this.#paused;
  }

  ask(): void {
    this.#options.connection.ping();
  }

  dead(): void {
    this.lose(newProblem('tunnelLost', message('tunnel.silent')));
  }

  #noteSign(): void {
    this.#signs += 1;
    this.#unconfirmed = 0;
  }

  #explained(text: string): void {
    this.#noteSign();
    if (this.#errorText.length < maxErrorText) this.#errorText += text;
    this.#settling ??= this.#options.clock.after(closeWaitMs, () => this.#closed(null));
  }

  #closed(fault: string | null): void {
    if (this.#errorText !== '') this.#fail(failureOfText(this.#errorText, this.#facts()));
    else if (fault === null) this.#end();
    else this.lose(newProblem('tunnelLost', message('tunnel.lost'), { detail: fault }));
  }

  #waitForQuiet(): void {
    const { clock, connection } = this.#options;
    const { received } = this.#turns;
    this.#quiet = clock.after(this.#turns.quietBeforeFinMs, () => {
      const busy = this.#turns.received > received || this.#paused || connection.congested;
      if (busy) this.#waitForQuiet();
      else this.#end();
    });
  }

  #end(): void {
    if (this.#finish()) this.#options.opening.handlers.ended();
  }

  #fail(failure: StreamFailure): void {
    if (this.#finish()) this.#options.opening.handlers.failed(failure);
  }

  /** False where it was over already. */
  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#settling?.[Symbol.dispose]();
    this.#quiet?.[Symbol.dispose]();
    this.#podEnd?.[Symbol.dispose]();
    this.#heartbeat[Symbol.dispose]();
    this.#options.connection.close();
    this.#options.onOver();
    return true;
  }

  #facts(): StreamFacts {
    const { opening, pod } = this.#options;
    return { pod, port: opening.port, sent: this.#turns.sent, received: this.#turns.received };
  }
}
