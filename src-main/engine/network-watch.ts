import { networkInterfaces } from 'node:os';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export interface NetworkWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** The computer woke up, or its addresses changed: a VPN, another Wi-Fi, a cable. */
  readonly onChanged: () => void;
  /** This computer's addresses as one text; only tests have others. */
  readonly addresses?: (() => string) | undefined;
}

const lookEveryMs = 3_000;
/** A timer that is so late did not run because the computer slept. */
const sleptMs = 10_000;

/** Notices what no socket tells: that the computer slept, or that its network is another one. */
export class NetworkWatch implements Disposable {
  readonly #options: NetworkWatchOptions;
  readonly #addresses: () => string;
  #timer: Disposable;
  #known: string;

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
    this.#addresses = options.addresses ?? ownAddresses;
    this.#known = this.#addresses();
    this.#timer = this.#wait();
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #wait(): Disposable {
    const { clock } = this.#options;
    const begun = clock.now();
    return clock.after(lookEveryMs, () => {
      const slept = clock.now() - begun > lookEveryMs + sleptMs;
      const addresses = this.#addresses();
      const moved = addresses !== this.#known;
      this.#known = addresses;
      this.#timer = this.#wait();
      if (!slept && !moved) return;
      this.#options.log.info(slept ? 'the computer was asleep' : 'the network addresses changed');
      this.#options.onChanged();
    });
  }
}

/** In an order of our own. */
function ownAddresses(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) => addresses.map(({ address }) => `${name} ${address}`))
    .sort()
    .join('\n');
}
