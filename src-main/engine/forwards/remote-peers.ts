import { isLoopback } from '../../shared/bind-address.ts';
import { type RemotePeer, remotePeerLimit } from '../../shared/remote-peer.ts';
import type { ConnectionInfo } from '../../shared/traffic.ts';

/** What one connection has carried. */
type Carried = Pick<ConnectionInfo, 'receivedBytes' | 'sentBytes'>;

interface Known {
  allowed: boolean;
  served: number;
  refused: number;
  /** Of connections that are over. */
  receivedBytes: number;
  sentBytes: number;
  readonly firstAt: number;
  lastAt: number;
  readonly open: Set<() => Carried>;
}

/** The remote addresses that have connected to one forward, the newest `remotePeerLimit` of them. */
export class RemotePeers {
  readonly #now: () => number;
  /** The one that was seen longest ago comes first. */
  readonly #known = new Map<string, Known>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A connection is served; `carried` is asked while it is open. Call what it returns when the connection is over. */
  served(address: string | null, carried: () => Carried): () => void {
    if (address === null || isLoopback(address)) return () => undefined;
    const peer = this.#see(address, true);
    peer.served += 1;
    peer.open.add(carried);
    return () => {
      peer.open.delete(carried);
      const { receivedBytes, sentBytes } = carried();
      peer.receivedBytes += receivedBytes;
      peer.sentBytes += sentBytes;
    };
  }

  /** A connection is refused. True for the first one of its address. */
  refused(address: string): boolean {
    const peer = this.#see(address, false);
    peer.refused += 1;
    return peer.refused === 1;
  }

  /** The one that connected last comes first. */
  list(): RemotePeer[] {
    return [...this.#known]
      .map(([address, { open, ...peer }]) => {
        const now = [...open].map((carried) => carried());
        return {
          address,
          ...peer,
          open: open.size,
          receivedBytes: now.reduce((sum, { receivedBytes }) => sum + receivedBytes, peer.receivedBytes),
          sentBytes: now.reduce((sum, { sentBytes }) => sum + sentBytes, peer.sentBytes),
        };
      })
      .reverse();
  }

  #see(address: string, allowed: boolean): Known {
    const at = this.#now();
    const known = this.#known.get(address) ?? {
      allowed,
      served: 0,
      refused: 0,
      receivedBytes: 0,
      sentBytes: 0,
      firstAt: at,
      lastAt: at,
      open: new Set(),
    };
    known.allowed = allowed;
    known.lastAt = at;
    this.#known.delete(address);
    this.#known.set(address, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > remotePeerLimit && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}

/** A socket's remote address; an IPv4 one in its own form, whatever the family of the address it came to. */
export function peerAddress({
  remoteAddress,
}: {
  readonly remoteAddress?: string | undefined;
}): string | null {
  return remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
}
