import type { AppSnapshot } from '../../src-main/shared/api.ts';
import { entryPlace, isSameEntry, type LocalEntry } from '../../src-main/shared/local-entry.ts';
import type { Route, RouteAddress } from '../../src-main/shared/route.ts';
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

  /** The one that serves an address of a route already. */
  of(context: string, route: Route, address: RouteAddress): LocalEntry | undefined {
    const place = entryPlace(context, route, address);
    return place === null ? undefined : this.list.find((each) => isSameEntry(each, place));
  }
}
