import type { Clock } from '../clock.ts';

/** A signal that aborts with its parent, or with `reason()` after `ms`. Dispose it when the work is done. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #cleanup = new DisposableStack();

  constructor(parent: AbortSignal, clock: Clock, ms: number, reason: () => Error) {
    this.#cleanup.use(onAbort(parent, () => this.#controller.abort(parent.reason)));
    this.#cleanup.use(clock.after(ms, () => this.#controller.abort(reason())));
  }

  /** Calls once when the time is over or the parent aborted; never after the deadline was disposed. */
  whenOver(call: () => void): void {
    this.#cleanup.use(onAbort(this.#controller.signal, call));
  }

  throwIfOver(): void {
    this.#controller.signal.throwIfAborted();
  }

  [Symbol.dispose](): void {
    this.#cleanup.dispose();
  }
}

interface TimeLimit {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly ms: number;
  /** What it is rejected with once the time is over. */
  readonly reason: () => Error;
}

/** Does work whose signal aborts once the time is over or the parent aborted; then it rejects with why, whatever the work says. */
export async function inTime<T>(limit: TimeLimit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, clock, ms, reason } = limit;
  const ending = new AbortController();
  using deadline = new Deadline(signal, clock, ms, reason);
  deadline.whenOver(() => ending.abort());
  try {
    return await work(ending.signal);
  } catch (error) {
    deadline.throwIfOver();
    throw error;
  }
}

/** Calls once when the signal aborts, at once if it already has. Dispose it to stop listening. */
export function onAbort(signal: AbortSignal, call: () => void): Disposable {
  if (signal.aborted) call();
  else signal.addEventListener('abort', call, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', call) };
}
