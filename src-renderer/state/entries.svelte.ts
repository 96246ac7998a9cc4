import type { AppSnapshot } from '../../src-main/shared/api.ts';
import { type EntryPlace, isSameEntry, type LocalEntry } from '../../src-main/shared/local-entry.ts';
import type { Client } from '../client.ts';

/** The local addresses that serve hosts of Ingresses and Gateways, as the engine last said. */
export class EntriesState {
  list = $state.raw<readonly LocalEntry[]>([]);

  constructor(client: Client) {
    client.on('entries.changed', ({ entries }) => (this.list = entries));
  }

  apply(snapshot: AppSnapshot): void {
    this.list = snapshot.entries;
  }

  /** The one that serves a place already. */
  of(place: EntryPlace): LocalEntry | undefined {
    return this.list.find((each) => isSameEntry(each, place));
  }
}
