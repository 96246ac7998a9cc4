import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';

/** An application's servers, not yet listening, by the port they have inside the pod. */
export type PodServers = ReadonlyMap<number, Server>;

/**
 * `closed`: the pod was deleted; new streams of its tunnels are told so. `lost`: they are reset without a text. Both were
 * seen on real clusters (tunnel.md 13).
 */
export type SandboxState = 'running' | 'closed' | 'lost';

/** What the container runtime holds of a running pod: its network namespace, with the servers in it. */
export class PodSandbox implements AsyncDisposable {
  readonly id = randomBytes(32).toString('hex');
  readonly networkNamespace = `/var/run/netns/cni-${randomUUID()}`;
  readonly #servers = new Map<number, Server>();
  readonly #connections = new Set<Socket>();
  #state: SandboxState = 'running';

  get state(): SandboxState {
    return this.#state;
  }

  /** How many TCP connections its servers have. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Starts a container's servers; each has its own free port on the loopback interface of this machine. */
  async start(servers: PodServers): Promise<void> {
    for (const [port, server] of servers) {
      server.on('connection', (socket: Socket) => {
        this.#connections.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.#connections.delete(socket));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      this.#servers.set(port, server);
    }
  }

  /** Dials a port as from inside the pod; null when nothing listens there. */
  async dial(port: number): Promise<Socket | null> {
    const address = this.#servers.get(port)?.address() as AddressInfo | null | undefined;
    if (!address) return null;
    const socket = connect({ port: address.port, host: address.address, noDelay: true, allowHalfOpen: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      return null;
    }
  }

  /** Ends the containers and keeps the namespace, as when a container restarts: tunnels stay good. */
  async stopServers(): Promise<void> {
    const servers = [...this.#servers.values()];
    this.#servers.clear();
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const connection of this.#connections) connection.destroy();
    await Promise.all(closed);
  }

  /** Ends everything in it without a farewell, as when its node is lost. */
  async lose(): Promise<void> {
    this.#state = 'lost';
    await this.stopServers();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'running') this.#state = 'closed';
    await this.stopServers();
  }
}
