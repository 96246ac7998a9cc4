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
      const at = performance.timeOrigin + performance.now();
      this.#looks.push({ at, waited: waitedMs(pid) });
    };
    look();
    this.#timer = setInterval(look, lookMs);
  }

  /** Of a time in milliseconds of the wall clock, how much was surely waited: between the first look in it and the last. */
  within(from: number, to: number): number {
    const looks = this.#looks.filter(({ at }) => at >= from && at <= to);
    return (looks.at(-1)?.waited ?? 0) - (looks[0]?.waited ?? 0);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

function waitedMs(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const [, waitedNs] = readFileSync(`/proc/${String(pid)}/schedstat`, 'utf8').split(' ');
  return Number(waitedNs) / 1e6;
}
