import { connect, type Socket } from 'node:net';
import { resetSocket } from '../../src-main/engine/forwards/reset-socket.ts';
import { newProblem, type Problem, type ProblemError } from '../../src-main/shared/problem.ts';
import type { EndOfFile } from '../../src-main/shared/forward.ts';
import type { PodRef } from '../../src-main/shared/session.ts';
import type {
  Opening,
  PodDialer,
  PodStream,
  StreamHandlers,
} from '../../src-main/engine/tunnel/pod-stream.ts';

/** Reaches "pods" that are servers on this computer: a dialer without Kubernetes. */
export class TcpDialer implements PodDialer {
  readonly transport = null;
  readonly warmed: string[] = [];
  readonly retired: string[] = [];
  readonly abandoned: string[] = [];
  /** The pod of each opening. */
  readonly dialled: string[] = [];
  /** What travelled with each opening. */
  readonly firsts: (Buffer | null)[] = [];
  /** Dials that fail first, in order; each is used once. */
  readonly refusals: ProblemError[] = [];
  /** Openings that fail after they were on their way, as a deleted sandbox does; used once each. */
  readonly failures: { problem: Problem; undelivered: boolean; podGone: boolean }[] = [];
  /** How the end of each client's side was to be passed on. */
  readonly ends: EndOfFile[] = [];
  readonly #streams = new Set<TcpStream>();
  disposed = 0;

  get openStreams(): number {
    return this.#streams.size;
  }

  dial(pod: PodRef, { port, first, handlers }: Opening, signal: AbortSignal): Promise<PodStream> {
    signal.throwIfAborted();
    this.firsts.push(first);
    this.dialled.push(pod.name);
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return Promise.reject(refusal);
    const failure = this.failures.shift();
    if (failure !== undefined) {
      setImmediate(() => handlers.failed(failure));
      return Promise.resolve(deadStream);
    }
    const stream = new TcpStream(port, handlers, this.ends, () => this.#streams.delete(stream));
    this.#streams.add(stream);
    if (first !== null) stream.write(first);
    return Promise.resolve(stream);
  }

  warm(pod: PodRef): void {
    this.warmed.push(pod.name);
  }

  retire(pod: PodRef): void {
    this.retired.push(pod.name);
  }

  abandon(pod: PodRef): void {
    this.abandoned.push(pod.name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.disposed += 1;
    for (const stream of this.#streams) stream.reset();
    return Promise.resolve();
  }
}

const deadStream: PodStream = {
  write: () => true,
  end: () => undefined,
  reset: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};

class TcpStream implements PodStream {
  readonly #socket: Socket;
  readonly #ends: EndOfFile[];

  constructor(port: number, handlers: StreamHandlers, ends: EndOfFile[], onClosed: () => void) {
    this.#ends = ends;
    this.#socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.#socket
      .on('data', (chunk) => handlers.data(chunk))
      .on('drain', () => handlers.drain())
      .on('end', () => {
        handlers.ended();
        this.#socket.end();
      })
      .on('error', (error: NodeJS.ErrnoException) => {
        const refused = error.code === 'ECONNREFUSED';
        handlers.failed({
          problem: refused
            ? newProblem('connectionRefused', `Nothing listens on port ${port} in the pod.`)
            : newProblem('connectionReset', 'The pod reset the connection.'),
          undelivered: refused,
          podGone: false,
        });
      })
      .on('close', onClosed);
  }

  write(chunk: Buffer): boolean {
    return this.#socket.write(chunk);
  }

  end(when: EndOfFile = 'defer'): void {
    this.#ends.push(when);
    this.#socket.end();
  }

  reset(): void {
    resetSocket(this.#socket);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
