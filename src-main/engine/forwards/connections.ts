import type { Socket } from 'node:net';
import type { RemotePort } from '../../shared/port-pair.ts';
import type { ConnectionInfo } from '../../shared/traffic.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { PortCounter } from './port-counter.ts';

interface ConnectionsOptions extends Omit<ConnectionOptions, 'socket' | 'remote' | 'counter' | 'onClosed'> {
  /** In the order of the forward's `ports`. */
  readonly ports: readonly { readonly remote: RemotePort; readonly counter: PortCounter }[];
  readonly onAccepted: (port: number) => void;
}

/** The open connections of one session. Their sockets belong to the listeners, which end them. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #open = new Map<number, { readonly port: number; readonly connection: Connection }>();
  #lastId = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Serves an accepted socket of the port pair with this index. */
  accept(socket: Socket, port: number): void {
    const { ports, onAccepted, ...rest } = this.#options;
    const pair = ports[port];
    if (pair === undefined) throw new RangeError(`no port pair ${port}`);
    this.#lastId += 1;
    const id = this.#lastId;
    const onClosed = () => this.#open.delete(id);
    this.#open.set(id, { port, connection: new Connection({ ...rest, ...pair, socket, onClosed }) });
    onAccepted(port);
  }

  list(): ConnectionInfo[] {
    return [...this.#open].map(([id, { port, connection }]) => ({
      id,
      port,
      peer: connection.peer,
      since: connection.since,
      pod: connection.pod?.name ?? null,
      receivedBytes: connection.receivedBytes,
      sentBytes: connection.sentBytes,
    }));
  }
}
