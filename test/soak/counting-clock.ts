import { type Clock, systemClock } from '../../src-main/engine/clock.ts';

/** The system's clock, which knows its pending timers: they keep no process alive, so Node does not tell of them. */
export class CountingClock implements Clock {
  readonly #pending = new Set<Disposable>();

  get pending(): number {
    return this.#pending.size;
  }

  now(): number {
    return systemClock.now();
  }

  random(): number {
    return systemClock.random();
  }

  after(ms: number, call: () => void): Disposable {
    const timer = systemClock.after(ms, () => {
      this.#pending.delete(handle);
      call();
    });
    const handle: Disposable = {
      [Symbol.dispose]: () => {
        this.#pending.delete(handle);
        timer[Symbol.dispose]();
      },
    };
    this.#pending.add(handle);
    return handle;
  }
}
