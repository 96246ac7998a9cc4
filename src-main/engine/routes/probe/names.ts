import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { nameLimitMs } from '../../../shared/probe.ts';
import type { Clock } from '../../clock.ts';
import { pause } from '../../pause.ts';

/** The system's look-up, as browsers use it, holds one of the few threads that files need as well, also when nobody waits any more. */
const mostAtOnce = 2;

/** IP addresses of a name, one of each family at most; none where it has none now. Never rejects. */
type Find = (name: string) => Promise<readonly string[]>;

/** Looks up names as the system does: its hosts file, its DNS, its VPN's. */
export class Names {
  readonly #clock: Clock;
  readonly #find: Find;
  readonly #lookups = new Map<string, Promise<readonly string[]>>();
  /** How many still wait for a name. */
  readonly #wanted = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #free = mostAtOnce;

  constructor(clock: Clock, find: Find = findNow) {
    this.#clock = clock;
    this.#find = find;
  }

  /**
   * IP addresses, one of each family at most; none where the name has none. Null where that is not known in time (also of a
   * name that others keep from being looked up), or when the signal aborts.
   */
  async addressesOf(name: string, signal: AbortSignal): Promise<readonly string[] | null> {
    if (isIP(name) !== 0) return [name];
    this.#want(name, 1);
    const enough = new AbortController();
    const late = pause(nameLimitMs, this.#clock, AbortSignal.any([signal, enough.signal])).then(() => null);
    try {
      return await Promise.race([this.#lookUp(name), late]);
    } finally {
      enough.abort();
      this.#want(name, -1);
    }
  }

  #want(name: string, more: 1 | -1): void {
    const count = (this.#wanted.get(name) ?? 0) + more;
    if (count === 0) this.#wanted.delete(name);
    else this.#wanted.set(name, count);
  }

  /** One look-up serves all who ask for the name meanwhile. */
  #lookUp(name: string): Promise<readonly string[]> {
    const running = this.#lookups.get(name);
    if (running !== undefined) return running;
    const started = this.#findInTurn(name).finally(() => this.#lookups.delete(name));
    this.#lookups.set(name, started);
    return started;
  }

  async #findInTurn(name: string): Promise<readonly string[]> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      return this.#wanted.has(name) ? await this.#find(name) : [];
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

const findNow: Find = async (name) => {
  try {
    const found = await lookup(name, { all: true, order: 'verbatim' });
    return [4, 6].flatMap((version) => found.find(({ family }) => family === version)?.address ?? []);
  } catch {
    // Whichever way it failed, there is nothing to connect to.
    return [];
  }
};
