import { readFileSync } from 'node:fs';

/** Between two looks, in milliseconds. */
const lookMs = 2;

/**
 * How long a process's main thread was ready to run while others had the processors, as Linux counts it
 * (Documentation/scheduler/sched-stats.rst, the second field of `schedstat`); elsewhere it is never known to have waited.
 */
export class ProcessorWaits implements Disposable {
  /** In milliseconds of the wall clock, and all waiting until then. */
  readonly #looks: { readonly at: number; readonly waited: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    const look = () => {
      this.#looks.push({ at: performance.timeOrigin + performance.now(), waited: waitedMs(pid) });
    };
    look();
    this.#timer = setInterval(look, lookMs);
  }

  /** Of a time in milliseconds of the wall clock, how much was waited. */
  within(from: number, to: number): number {
    const waited = this.#waitedAt(to) - this.#waitedAt(from);
    return Math.min(waited, to - from);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /** Until the last look before. */
  #waitedAt(time: number): number {
    return this.#looks.findLast(({ at }) => at <= time)?.waited ?? 0;
  }
}

function waitedMs(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const [, waitedNs] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
  return Number(waitedNs) / 1e6;
}
