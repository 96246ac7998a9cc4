import { setTimeout } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';

/** Replaces pods of a crowd at an even pace, some among those in view, until it is disposed of. */
export class Churn implements AsyncDisposable {
  readonly #end = new AbortController();
  readonly #done: Promise<void>;
  #changes = 0;

  constructor(
    crowd: Crowd,
    { changesPerSecond, pods }: { readonly changesPerSecond: number; readonly pods: number },
  ) {
    this.#done = this.#run(crowd, 2_000 / changesPerSecond, pods);
  }

  /** How many changes there were. */
  get changes(): number {
    return this.#changes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#done;
  }

  async #run(crowd: Crowd, everyMs: number, pods: number): Promise<void> {
    const began = performance.now();
    for (let turn = 0; !this.#end.signal.aborted; turn += 1) {
      // A prime far from a divisor of the crowd's size goes all over the list; each fourth is near its end, in view.
      await crowd.replacePod(turn % 4 === 0 ? pods - 1 - (turn % 40) : (turn * 7_919) % pods);
      this.#changes += 2;
      // As the time of the whole says: what came late is made up for.
      await setTimeout(Math.max(0, began + (turn + 1) * everyMs - performance.now()));
    }
  }
}
