import type { ForwardId } from '../../src-main/shared/forward.ts';
import type { RemotePeer } from '../../src-main/shared/remote-peer.ts';
import type { Client } from '../client.ts';

/** Who has connected to the forward whose connections are watched. */
export class PeersState {
  #last = $state.raw<{ readonly id: ForwardId; readonly peers: readonly RemotePeer[] } | null>(null);

  constructor(client: Client) {
    client.on('peers', (told) => (this.#last = told));
  }

  /** Empty for a forward of which nothing was told yet. */
  of(id: ForwardId): readonly RemotePeer[] {
    return this.#last?.id === id ? this.#last.peers : [];
  }
}
