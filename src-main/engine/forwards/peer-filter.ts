import { BlockList } from 'node:net';
import { type AllowList, splitPeerRange } from '../../shared/allow-list.ts';
import { isLoopback } from '../../shared/bind-address.ts';

/** Says which peers an allow-list serves. An IPv4 peer is known in its IPv6 form (`::ffff:10.0.0.7`) too. */
export class PeerFilter {
  readonly #everybody: boolean;
  readonly #allowed = new BlockList();

  constructor(list: AllowList) {
    this.#everybody = list.length === 0;
    for (const range of list) {
      const { address, prefix } = splitPeerRange(range);
      if (prefix === null) this.#allowed.addAddress(address, family(address));
      else this.#allowed.addSubnet(address, prefix, family(address));
    }
  }

  /** True for a peer in the list, for every peer where the list is empty, and for this computer over loopback. */
  allows(address: string): boolean {
    return this.#everybody || isLoopback(address) || this.#allowed.check(address, family(address));
  }
}

function family(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
