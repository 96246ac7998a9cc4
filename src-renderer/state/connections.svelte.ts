import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import type { ForwardId } from '../../src-main/shared/forward.ts';
import type { ConnectionInfo } from '../../src-main/shared/traffic.ts';
import type { Client } from '../client.ts';

/** The open connections of the forward whose details are shown. */
export class ConnectionsState {
  list = $state.raw<readonly ConnectionInfo[]>([]);
  readonly #client: Client;
  #watched: ForwardId | null = null;

  constructor(client: Client) {
    this.#client = client;
    client.on('connections', ({ id, connections }) => {
      if (id === this.#watched) this.list = connections;
    });
  }

  /** Shows this forward's connections until released. */
  watch(id: ForwardId): Unsubscribe {
    this.#set(id);
    return () => {
      if (this.#watched === id) this.#set(null);
    };
  }

  #set(id: ForwardId | null): void {
    this.#watched = id;
    this.list = [];
    // A forward removed at this moment has no connections to show.
    this.#client.request('forward.watchConnections', { id }).catch(() => undefined);
  }
}
