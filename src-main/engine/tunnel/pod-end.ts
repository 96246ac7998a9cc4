import type { Clock } from '../clock.ts';

/** What is looked at to tell whether a stream is silent. */
interface Listener {
  /** Bytes of the application so far. */
  readonly receivedBytes: number;
  /** The client does not read, so that nothing can come. */
  readonly paused: boolean;
}

/**
 * What still lies between a pod that has ended and its clients is on its way for this long at most. A stream that came
 * as the pod died may never hear anything, though its tunnel lives (measured on 1.36.3; kubectl then hangs for ever).
 */
const afterPodMs = 5_000;

/** Waits, now that the pod of a stream has ended, for the silence in which the stream is to be given up. */
export class PodEnd implements Disposable {
  readonly #clock: Clock;
  readonly #stream: Listener;
  readonly #silent: () => void;
  #timer: Disposable;

  constructor(clock: Clock, stream: Listener, silent: () => void) {
    this.#clock = clock;
    this.#stream = stream;
    this.#silent = silent;
    this.#timer = this.#wait();
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #wait(): Disposable {
    const { receivedBytes } = this.#stream;
    return this.#clock.after(afterPodMs, () => {
      if (this.#stream.receivedBytes === receivedBytes && !this.#stream.paused) this.#silent();
      else this.#timer = this.#wait();
    });
  }
}
