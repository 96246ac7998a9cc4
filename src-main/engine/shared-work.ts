import { onAbort } from './tunnel/deadline.ts';

interface Running<T> {
  readonly result: Promise<T>;
  readonly ending: AbortController;
  waiting: number;
}

/** Work that several ask for at once is done once, and given up once nobody waits for it any more. */
export class SharedWork<T> {
  readonly #running = new Map<string, Running<T>>();

  /** Joins the work of this key that runs, or begins it. Rejects with what became of it, or with the reason of one's own signal. */
  async join(key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const running = this.#running.get(key) ?? this.#begin(key, work);
    running.waiting += 1;
    const left = Promise.withResolvers<never>();
    using leaving = new DisposableStack();
    leaving.use(onAbort(signal, () => left.reject(signal.reason as Error)));
    try {
      return await Promise.race([running.result, left.promise]);
    } finally {
      running.waiting -= 1;
      if (running.waiting === 0) this.#end(key, running);
    }
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Running<T> {
    const ending = new AbortController();
    const running = { result: work(ending.signal), ending, waiting: 0 };
    this.#running.set(key, running);
    return running;
  }

  /** It is over, or given up: whoever comes now begins anew. */
  #end(key: string, running: Running<T>): void {
    if (this.#running.get(key) === running) this.#running.delete(key);
    running.ending.abort();
  }
}
