import { setImmediate as turn } from 'node:timers/promises';
import { formatEndpoint } from '../../shared/bind-address.ts';
import type { EndOfFile } from '../../shared/forward.ts';
import type { RemotePort } from '../../shared/port-pair.ts';
import { type Problem, ProblemError, problemOf } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { ConnectionInfo } from '../../shared/traffic.ts';
import type { Clock } from '../clock.ts';
import { freeMemory } from '../free-memory.ts';
import { pause } from '../pause.ts';
import type { PodDialer, PodStream, StreamFailure, StreamHandlers } from '../tunnel/pod-stream.ts';
import type { BalancedPods, Place } from './balanced-pods.ts';
import type { ClientSocket } from './client-socket.ts';
import { ConnectionCounts } from './connection-counts.ts';
import { hold } from './hold.ts';
import { Outbox } from './outbox.ts';
import type { PortCounter } from './port-counter.ts';
import { endSocket, resetSocket } from './reset-socket.ts';
import { retryWaitMs } from './retry-wait.ts';
import { watchUnread } from './unread-client.ts';

export interface ConnectionOptions {
  /** Accepted, paused, with an error listener. */
  readonly socket: ClientSocket;
  readonly remote: RemotePort;
  readonly pods: BalancedPods;
  readonly dialer: PodDialer;
  readonly counter: PortCounter;
  /** Read when it matters: a change counts for connections that wait already. */
  readonly holdMs: () => number;
  /** Read when the client ends its side. */
  readonly eof: () => EndOfFile;
  readonly clock: Clock;
  /** Called whenever it begins to wait for a ready pod. */
  readonly onHeld: () => void;
  /** The client reset it before the pod had ended it; at most once, before `onClosed`. */
  readonly onClientReset: (pod: PodRef | null) => void;
  /** Called at most once, before `onClosed`; not where the client or the person ended it. */
  readonly onFailed: (problem: Problem) => void;
  /** Called once, when the socket is closed. */
  readonly onClosed: () => void;
}

/** Where a connection stands with its pod. */
type Step =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly stream: PodStream }
  /** The pod has said its last; the client may still have to take it. */
  | { readonly kind: 'ending' };

/** One for all: without a reason each `abort` would make an exception with its stack. */
const clientLeft = new Error('The client left.');
/** A client that does not close after our FIN is let go after this time. */
const lingerMs = 30_000;

/** One accepted socket and its stream to a pod: held until a pod is there, carried, and ended as the other side ended. */
export class Connection {
  readonly #since: number;
  readonly #peer: string;
  readonly #options: ConnectionOptions;
  readonly #socket: ClientSocket;
  readonly #outbox = new Outbox();
  readonly #counts: ConnectionCounts;
  /** Aborted when the socket is closed: whatever is awaited for it ends. */
  readonly #closed = new AbortController();
  #step: Step = { kind: 'opening' };

  /** Serves the socket from here on; its end is told by `onClosed`. */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = options.socket;
    this.#since = options.clock.now();
    const { remoteAddress = '', remotePort = 0 } = options.socket;
    this.#peer = formatEndpoint({ address: remoteAddress, port: remotePort });
    this.#counts = new ConnectionCounts(options.counter);
    this.#listen();
    void this.#run();
  }

  /** What the connection itself knows. */
  get info(): Omit<ConnectionInfo, 'id' | 'pair' | 'program'> {
    const { pod, receivedBytes, sentBytes } = this.#counts;
    return { peer: this.#peer, since: this.#since, pod: pod?.name ?? null, receivedBytes, sentBytes };
  }

  /** Resets both sides, as the person asked; false where it has ended by itself. */
  close(): boolean {
    if (this.#socket.destroyed) return false;
    this.#counts.closedByPerson();
    resetSocket(this.#socket);
    return true;
  }

  #listen(): void {
    watchUnread(this.#socket, this.#options.clock);
    this.#socket
      .on('data', (chunk: Buffer) => this.#send(chunk))
      .on('drain', () => {
        if (this.#step.kind === 'open') this.#step.stream.resume();
      })
      .on('end', () => {
        if (this.#step.kind === 'open') this.#step.stream.end(this.#options.eof());
      })
      .once('error', (error: NodeJS.ErrnoException) => {
        const isReset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
        if (isReset && this.#step.kind !== 'ending') this.#options.onClientReset(this.#counts.pod);
      })
      .once('close', () => {
        this.#counts.close();
        this.#closed.abort(clientLeft);
        if (this.#step.kind === 'open') this.#step.stream.reset();
        this.#step = { kind: 'ending' };
        this.#options.onClosed();
      })
      .resume();
  }

  /** Opens a stream and carries it to its end, again on the next pod where nothing was delivered. Never rejects. */
  async #run(): Promise<void> {
    // Bytes that came with the connection travel with its opening. The socket is first read in the turn after the next
    // (measured: of 300 requests none is there after one turn, 9 of 10 after two).
    await turn();
    await turn();
    try {
      for (let retry = 0; ; retry++) {
        const place = await this.#findPlace();
        this.#counts.enter(place);
        const failure = await this.#carry(place);
        if (failure === null) return;
        await this.#prepareRetry(retry, place, failure);
      }
    } catch (error) {
      if (!this.#closed.signal.aborted) this.#fail(problemOf(error));
    }
  }

  async #findPlace(): Promise<Place> {
    const { pods, clock, holdMs, onHeld } = this.#options;
    const { signal } = this.#closed;
    signal.throwIfAborted();
    const now = pods.take();
    if (now !== null) return now;
    return this.#counts.whileHeld(() => {
      onHeld();
      return hold({ pods, clock, holdMs, leftMs: () => this.#holdLeftMs(), signal });
    });
  }

  /** Carries one stream. Resolves with null when it ended well or the client left, else with what went wrong. */
  async #carry({ endpoint }: Place): Promise<StreamFailure | null> {
    const { dialer, remote } = this.#options;
    const { signal } = this.#closed;
    const over = Promise.withResolvers<StreamFailure | null>();
    const port = endpoint.portFor(remote);
    const first = this.#outbox.from(0);
    try {
      const opening = { port, first, handlers: this.#handlers(over.resolve) };
      const stream = await dialer.dial(endpoint.pod, opening, signal);
      if (signal.aborted) stream.reset();
      else this.#attach(stream, first?.length ?? 0);
    } catch (error) {
      signal.throwIfAborted();
      const problem = problemOf(error);
      return { problem, undelivered: true, podGone: problem.code === 'podGone' };
    }
    return over.promise;
  }

  #handlers(over: (outcome: StreamFailure | null) => void): StreamHandlers {
    return {
      data: (chunk) => this.#receive(chunk),
      drain: () => this.#socket.resume(),
      ended: () => {
        over(null);
        this.#end();
      },
      failed: over,
    };
  }

  /** `sent` bytes of the outbox have travelled with the opening. */
  #attach(stream: PodStream, sent: number): void {
    this.#step = { kind: 'open', stream };
    this.#counts.sent(sent);
    const rest = this.#outbox.from(sent);
    if (rest === null || this.#write(stream, rest)) this.#socket.resume();
    if (this.#socket.writableNeedDrain) stream.pause();
    if (this.#socket.readableEnded) stream.end(this.#options.eof());
  }

  #send(chunk: Buffer): void {
    const step = this.#step;
    switch (step.kind) {
      case 'opening':
        this.#outbox.add(chunk);
        if (!this.#outbox.hasRoom) this.#socket.pause();
        return;
      case 'open':
        if (this.#outbox.hasRoom) this.#outbox.add(chunk);
        else this.#outbox.forget();
        if (
          !this.#write(step.stream, chunk, this.#outbox.isRepeatable ? undefined : () => freeMemory(chunk))
        ) {
          this.#socket.pause();
        }
        return;
      case 'ending':
        return;
    }
  }

  #write(stream: PodStream, chunk: Buffer, written?: () => void): boolean {
    this.#counts.sent(chunk.length);
    return stream.write(chunk, written);
  }

  #receive(chunk: Buffer): boolean {
    this.#counts.received(chunk.length);
    this.#outbox.forget();
    if (!this.#socket.writable) return false;
    if (!this.#socket.write(chunk) && this.#step.kind === 'open') this.#step.stream.pause();
    // Nothing waits where the system took the bytes at once, as it mostly does.
    return this.#socket.writableLength > 0;
  }

  /** Returns when the connection may be tried again; throws its problem when it may not. */
  async #prepareRetry(
    retry: number,
    { endpoint, counter: onPod }: Place,
    failure: StreamFailure,
  ): Promise<void> {
    const { pods, dialer, clock } = this.#options;
    const { pod } = endpoint;
    this.#step = { kind: 'opening' };
    onPod.failed += 1;
    if (failure.podGone) {
      pods.suspect(pod, failure.problem);
      dialer.retire(pod);
    }
    const waitMs = retryWaitMs(failure, {
      retry,
      isRepeatable: this.#outbox.isRepeatable,
      hasAnswered: this.#counts.portHasAnswered,
      leftMs: this.#holdLeftMs(),
      chance: clock.random(),
    });
    if (waitMs === null) throw ProblemError.of(failure.problem);
    this.#counts.takeBack();
    await pause(waitMs, clock, this.#closed.signal);
  }

  #holdLeftMs(): number {
    return Math.max(0, this.#since + this.#options.holdMs() - this.#options.clock.now());
  }

  /** The pod's FIN. The socket is read on: closing it with unread bytes would reset it and cost the client the reply. */
  #end(): void {
    this.#step = { kind: 'ending' };
    endSocket(this.#socket, () => {
      const linger = this.#options.clock.after(lingerMs, () => this.#socket.destroy());
      this.#socket.once('close', () => linger[Symbol.dispose]());
    });
    this.#socket.resume();
  }

  #fail(problem: Problem): void {
    this.#step = { kind: 'ending' };
    resetSocket(this.#socket);
    this.#counts.failed(problem);
    this.#options.onFailed(problem);
  }
}
