import { problemOf } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import { onAbort } from './deadline.ts';
import { podKey } from './pod-key.ts';
import type { Opening, PodStream } from './pod-stream.ts';
import type { TunnelDialer } from './tunnel-dialer.ts';
import { V4Stream } from './v4-stream.ts';

/** The connections of one context that go by v4, each dialled when it is asked for: no server wants them in advance. */
export class V4Streams {
  readonly #dialer: TunnelDialer;
  readonly #clock: Clock;
  readonly #open = new Set<V4Stream>();
  readonly #dials = new Set<Promise<unknown>>();
  readonly #closed = new AbortController();

  constructor(dialer: TunnelDialer, clock: Clock) {
    this.#dialer = dialer;
    this.#clock = clock;
  }

  /** As `PodDialer.dial`, but rejects with `TransportChanged` where the server has tunnels now. */
  async dial(pod: PodRef, opening: Opening, signal: AbortSignal): Promise<PodStream> {
    const over = new AbortController();
    using cleanup = new DisposableStack();
    for (const each of [signal, this.#closed.signal])
      cleanup.use(onAbort(each, () => over.abort(each.reason)));
    const dial = this.#dialer.dialV4(pod, opening.port, over.signal);
    const settled: Promise<unknown> = dial.then(
      () => this.#dials.delete(settled),
      () => this.#dials.delete(settled),
    );
    this.#dials.add(settled);
    const connection = await dial;
    if (over.signal.aborted) {
      connection.close();
      over.signal.throwIfAborted();
    }
    const onOver = (): boolean => this.#open.delete(stream);
    const stream = new V4Stream({ connection, pod, opening, clock: this.#clock, onOver });
    this.#open.add(stream);
    return stream;
  }

  /** The network may have changed: every connection is asked for a sign of life. */
  doubt(): void {
    for (const stream of this.#open) stream.doubt();
  }

  /** Nothing runs in the pod any more: connections to it that stay silent fail. */
  abandon(pod: PodRef): void {
    for (const stream of this.#open) if (podKey(stream.pod) === podKey(pod)) stream.abandon();
  }

  /** Ends every connection now; resolves once the dials in flight have ended too. */
  async close(reason: Error): Promise<void> {
    this.#closed.abort(reason);
    for (const stream of [...this.#open]) stream.lose(problemOf(reason));
    await Promise.all(this.#dials);
  }
}
