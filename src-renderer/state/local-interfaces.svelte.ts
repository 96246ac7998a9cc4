import type { LocalInterface } from '../../src-main/shared/api.ts';
import type { Client } from '../client.ts';

/** The addresses of this computer, as far as they were asked for. */
export class LocalInterfaces {
  list = $state.raw<readonly LocalInterface[]>([]);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks anew. Without an answer there are none to name, which hinders nothing. */
  async load(): Promise<void> {
    this.list = await this.#client.request('app.interfaces').catch(() => []);
  }
}
