import type { Duplex } from 'node:stream';

/** A client's connection as we hold it: an accepted TCP socket, or one end of an `innerPair`, which comes from no address. */
export interface ClientSocket extends Duplex {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly localPort?: number | undefined;
  /** Breaks the connection off, so that the other side hears of it. */
  resetAndDestroy(): this;
}
