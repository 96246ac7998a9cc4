import type { Socket } from 'node:net';
import type { AllowList } from '../../shared/allow-list.ts';
import type { Forward } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { PeerFilter } from './peer-filter.ts';
import { peerAddress, type RemotePeers } from './remote-peers.ts';
import type { Timeline } from './timeline.ts';

interface AdmissionOptions {
  /** Asked at every use: the allow-list may change while the forward runs. */
  readonly forward: () => Forward;
  readonly peers: RemotePeers;
  readonly timeline: Timeline;
}

/** Decides which accepted sockets a forward serves, by its allow-list, and tells of the others once for each address. */
export class Admission {
  readonly #options: AdmissionOptions;
  #list: AllowList = [];
  #filter = new PeerFilter([]);

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** False for a socket that is to be reset. */
  admits(socket: Socket): boolean {
    const address = peerAddress(socket);
    // It has gone already.
    if (address === null) return false;
    if (this.#current().allows(address)) return true;
    const { peers, timeline } = this.#options;
    if (peers.refused(address)) {
      timeline.add('connectionFailed', message('exposure.refused', { address }));
    }
    return false;
  }

  #current(): PeerFilter {
    const { allowFrom } = this.#options.forward();
    if (allowFrom !== this.#list) {
      this.#list = allowFrom;
      this.#filter = new PeerFilter(allowFrom);
    }
    return this.#filter;
  }
}
