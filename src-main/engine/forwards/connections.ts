import type { RemotePort } from '../../shared/port-pair.ts';
import type { ConnectionInfo, Program } from '../../shared/traffic.ts';
import { type ClientEnd, clientEnd, findClientPrograms } from './client-programs.ts';
import type { ClientSocket } from './client-socket.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { PortCounter } from './port-counter.ts';
import { peerAddress, type RemotePeers } from './remote-peers.ts';

type OwnOptions = 'socket' | 'remote' | 'counter' | 'onHeld' | 'onClosed';

interface ConnectionsOptions extends Omit<ConnectionOptions, OwnOptions> {
  /** In the order of the forward's `ports`. */
  readonly ports: readonly { readonly remote: RemotePort; readonly counter: PortCounter }[];
  readonly peers: RemotePeers;
  readonly onAccepted: (pair: number) => void;
}

interface OpenConnection {
  readonly pair: number;
  readonly connection: Connection;
  /** Null for a client on another machine, and once it was looked for. */
  client: ClientEnd | null;
  program: Program | null;
}

/** While clients wait for an API that is away, it is asked this often, whatever the backoff says. */
const nudgeEveryMs = 1_000;

/** The open connections of one session. Their sockets belong to those who accepted them, which end them. */
export class Connections implements Disposable {
  readonly #options: ConnectionsOptions;
  readonly #open = new Map<number, OpenConnection>();
  #lastId = 0;
  #nudging: Disposable | null = null;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Serves an accepted socket of the port pair with this index. */
  accept(socket: ClientSocket, pair: number): void {
    const { ports, peers, onAccepted, ...rest } = this.#options;
    const own = ports[pair];
    if (own === undefined) throw new RangeError(`no port pair ${pair}`);
    this.#lastId += 1;
    const id = this.#lastId;
    const connection = new Connection({
      ...rest,
      ...own,
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
    this.#open.set(id, { pair, connection, client: clientEnd(socket), program: null });
    onAccepted(pair);
  }

  list(): ConnectionInfo[] {
    return [...this.#open].map(([id, { pair, connection, program }]) => ({
      id,
      pair,
      program,
      ...connection.info,
    }));
  }

  /** Resets the connection with this id. Answers with what it was; null where it has ended by itself. */
  close(id: number): Omit<ConnectionInfo, 'id'> | null {
    const open = this.#open.get(id);
    if (open === undefined) return null;
    const { pair, program, connection } = open;
    const info = { pair, program, ...connection.info };
    return connection.close() ? info : null;
  }

  /** Asks the system once for the program of each local client that it was not asked for before. */
  async nameClients(): Promise<void> {
    const asked = [...this.#open.values()].flatMap((open) =>
      open.client === null ? [] : [{ open, end: open.client }],
    );
    if (asked.length === 0) return;
    for (const { open } of asked) open.client = null;
    const programs = await findClientPrograms(asked.map(({ end }) => end));
    asked.forEach(({ open }, index) => (open.program = programs[index] ?? null));
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
