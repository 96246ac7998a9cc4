import type { AppSnapshot, Notice } from '../../src-main/shared/api.ts';
import type { Client } from '../client.ts';

/** What concerns the whole app, until it is dismissed. */
export class NoticesState {
  list = $state.raw<readonly Notice[]>([]);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    client.on('notices.changed', ({ notices }) => (this.list = notices));
  }

  apply(snapshot: AppSnapshot): void {
    this.list = snapshot.notices;
  }

  dismiss(id: number): Promise<void> {
    return this.#client.request('app.dismissNotice', { id });
  }
}
