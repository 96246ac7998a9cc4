import type { Socket } from 'node:net';
import type { RemotePort } from '../../shared/port-pair.ts';
import type { ConnectionInfo } from '../../shared/traffic.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { PortCounter } from './port-counter.ts';
import { peerAddress, type RemotePeers } from './remote-peers.ts';

type OwnOptions = 'socket' | 'remote' | 'counter' | 'onHeld' | 'onClosed';

interface ConnectionsOptions extends Omit<ConnectionOptions, OwnOptions> {
  /** In the order of the forward's `ports`. */
  readonly ports: readonly { readonly remote: RemotePort; readonly counter: PortCounter }[];
  readonly peers: RemotePeers;
  readonly onAccepted: (port: number) => void;
}

/** While clients wait for an API that is away, it is asked this often, whatever the backoff says. */
const nudgeEveryMs = 1_000;

/** The open connections of one session. Their sockets belong to the listeners, which end them. */
export class Connections implements Disposable {
  readonly #options: ConnectionsOptions;
  readonly #open = new Map<number, { readonly port: number; readonly connection: Connection }>();
  #lastId = 0;
  #nudging: Disposable | null = null;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Serves an accepted socket of the port pair with this index. */
  accept(socket: Socket, port: number): void {
    const { ports, peers, onAccepted, ...rest } = this.#options;
    const pair = ports[port];
    if (pair === undefined) throw new RangeError(`no port pair ${port}`);
    this.#lastId += 1;
    const id = this.#lastId;
    const connection = new Connection({
      ...rest,
      ...pair,
      socket,
      onHeld: () => {
        if (this.#nudging === null) this.#nudge();
      },
      onClosed: () => {
        this.#open.delete(id);
        leaves();
      },
    });
    const leaves = peers.served(peerAddress(socket), () => connection.info);
    this.#open.set(id, { port, connection });
    onAccepted(port);
  }

  list(): ConnectionInfo[] {
    return [...this.#open].map(([id, { port, connection }]) => ({ id, port, ...connection.info }));
  }

  [Symbol.dispose](): void {
    this.#nudging?.[Symbol.dispose]();
  }

  #nudge(): void {
    const { pods, ports, clock } = this.#options;
    this.#nudging = null;
    if (!ports.some(({ counter }) => counter.held > 0)) return;
    // A watch that runs will tell; to nudge it would only start it anew.
    const { state } = pods;
    if (state?.kind === 'none' && state.retryAt !== null) pods.nudge();
    this.#nudging = clock.after(nudgeEveryMs, () => this.#nudge());
  }
}
