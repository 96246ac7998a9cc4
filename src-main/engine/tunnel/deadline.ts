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

/** Calls once when the signal aborts, at once if it already has. Dispose it to stop listening. */
export function onAbort(signal: AbortSignal, call: () => void): Disposable {
  if (signal.aborted) call();
  else signal.addEventListener('abort', call, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', call) };
}
