/** Chance that can be repeated: the same seed gives the same numbers (mulberry32). */
export class Random {
  #state: number;

  /** @param seed a whole number of 32 bits */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** As `whole`, but small numbers as often as large ones: each power of two is as likely as the next. */
  size(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.next());
  }

  /** One of `all`, each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(all: readonly [T, ...T[]]): T {
    let left = this.next() * all.reduce((sum, { weight }) => sum + weight, 0);
    for (const each of all) {
      left -= each.weight;
      if (left < 0) return each;
    }
    return all[0];
  }

  oneOf<T>(all: readonly [T, ...T[]]): T {
    return all[this.whole(0, all.length - 1)] ?? all[0];
  }

  /** Another source, which draws on independently. */
  fork(): Random {
    return new Random(this.whole(0, 2 ** 32 - 1));
  }
}
