import type { Endpoint } from '../../src-main/shared/session.ts';
import { echoOnce, type Outcome } from './echo-client.ts';

/** New connections at a steady rate, however slowly they are answered. */
export class SteadyLoad {
  readonly #outcomes: Promise<Outcome>[] = [];
  readonly #timer: NodeJS.Timeout;

  /** The first connection starts after one `everyMs`. */
  constructor(endpoint: Endpoint, payload: Buffer, options: { everyMs: number; timeoutMs: number }) {
    this.#timer = setInterval(() => {
      this.#outcomes.push(echoOnce(endpoint, payload, options.timeoutMs));
    }, options.everyMs);
  }

  /** Starts no more connections and resolves when the last one has ended. */
  async stop(): Promise<readonly Outcome[]> {
    clearInterval(this.#timer);
    return await Promise.all(this.#outcomes);
  }
}
