import { Worker } from 'node:worker_threads';

/** Of a look: when, how long the thread ran until then, how long it waited; all in milliseconds. */
export const numbersEach = 3;

/** So many seconds are watched at most, of 500 looks each. */
const longestS = 900;

export interface LooksShared {
  readonly pid: number;
  readonly numbers: Float64Array<SharedArrayBuffer>;
  readonly count: Int32Array<SharedArrayBuffer>;
}

interface Look {
  /** In milliseconds of the wall clock. */
  readonly at: number;
  readonly ran: number;
  readonly waited: number;
}

/**
 * How long a process's main thread ran, and how long it was ready to while others had the processors, as Linux counts both
 * (Documentation/scheduler/sched-stats.rst, the first two fields of `schedstat`); elsewhere it is taken to run all the time.
 * A thread of its own looks: this one serves clusters meanwhile.
 */
export class ProcessorTime implements AsyncDisposable {
  readonly #shared: LooksShared;
  readonly #worker: Worker | null;

  constructor(pid: number) {
    const size = longestS * 500 * numbersEach * Float64Array.BYTES_PER_ELEMENT;
    this.#shared = {
      pid,
      numbers: new Float64Array(new SharedArrayBuffer(size)),
      count: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    };
    this.#worker =
      process.platform === 'linux'
        ? new Worker(new URL('processor-looks.ts', import.meta.url), { workerData: this.#shared })
        : null;
  }

  /** Of a time in milliseconds of the wall clock, how much was surely waited: between the first look in it and the last. */
  waitedWithin(from: number, to: number): number {
    const first = this.#lookFrom(from);
    const last = this.#lookFrom(to) - 1;
    return last > first ? this.#look(last).waited - this.#look(first).waited : 0;
  }

  /** Of a time in milliseconds of the wall clock, how much it ran at most: between the last look before it and the first after. */
  ranWithin(from: number, to: number): number {
    const before = this.#lookFrom(from) - 1;
    const after = this.#lookFrom(to);
    if (before < 0 || after === this.#count) return to - from;
    return Math.min(to - from, this.#look(after).ran - this.#look(before).ran);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }

  get #count(): number {
    return Atomics.load(this.#shared.count, 0);
  }

  /** The first look at that time or later; how many there are where none is. */
  #lookFrom(time: number): number {
    const count = this.#count;
    for (let index = 0; index < count; index += 1) {
      if ((this.#shared.numbers[index * numbersEach] ?? 0) >= time) return index;
    }
    return count;
  }

  #look(index: number): Look {
    const [at = 0, ran = 0, waited = 0] = this.#shared.numbers.subarray(
      index * numbersEach,
      (index + 1) * numbersEach,
    );
    return { at, ran, waited };
  }
}
