import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { systemClock } from '../../src-main/engine/clock.ts';
import { EntryConnections } from '../../src-main/engine/entry/entry-connections.ts';
import { entryFault } from '../../src-main/engine/entry/entry-fault.ts';
import { EntrySite } from '../../src-main/engine/entry/entry-site.ts';
import { silentLog } from '../../src-main/engine/log.ts';
import { connectAny } from '../../src-main/engine/net/connect-any.ts';
import { computerTrust } from '../../src-main/engine/net/computer-trust.ts';
import { WebServer } from '../../src-main/engine/web/web-server.ts';
import type { Problem } from '../../src-main/shared/problem.ts';
import type { Endpoint } from '../../src-main/shared/session.ts';
import { listen, portOf } from './forward-bench.ts';
import { LocalClient } from './local-client.ts';

/** The host of every such entry. */
export const shop = 'shop.example.com';

/** A local entry without Kubernetes, to a server on this computer. */
export class EntryBench implements AsyncDisposable {
  readonly endpoints: readonly Endpoint[];
  /** What was told of each request. */
  readonly outcomes: (Problem | null)[];
  readonly #stack: AsyncDisposableStack;

  private constructor({ endpoints }: WebServer, outcomes: (Problem | null)[], stack: AsyncDisposableStack) {
    this.endpoints = endpoints;
    this.outcomes = outcomes;
    this.#stack = stack;
  }

  /** To a program that speaks HTTP. */
  static toApp(app: RequestListener): Promise<EntryBench> {
    return EntryBench.#open(createHttpServer(app));
  }

  /** To a program that says what it likes. */
  static toSockets(serve: (socket: Socket) => void): Promise<EntryBench> {
    return EntryBench.#open(createServer({ allowHalfOpen: true, noDelay: true }, serve));
  }

  /** To a place where nobody listens. */
  static async toNobody(): Promise<EntryBench> {
    const server = createServer();
    const bench = await EntryBench.#open(server);
    await new Promise((resolve) => server.close(resolve));
    return bench;
  }

  static async #open(server: Server): Promise<EntryBench> {
    const stack = new AsyncDisposableStack();
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await listen(server);
    const port = portOf(server);
    stack.defer(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const asked = { scheme: 'http', host: shop, port: 80 } as const;
    const connections = stack.use(
      new EntryConnections({
        asked,
        connect: (signal) => connectAny(['127.0.0.1'], port, signal),
        trust: computerTrust,
        onCertificate: () => undefined,
        clock: systemClock,
      }),
    );
    const places = [`127.0.0.1:${String(port)}`];
    const faultOf = (error: unknown) => entryFault(error, { by: 'network', places }, null);
    const outcomes: (Problem | null)[] = [];
    const web = stack.use(
      await WebServer.open(new EntrySite({ asked, connections, faultOf }), {
        local: { kind: 'auto', last: null },
        claim: () => ({ [Symbol.dispose]: () => undefined }),
        clock: systemClock,
        log: silentLog,
        onOutcome: (problem) => outcomes.push(problem),
      }),
    );
    return new EntryBench(web, outcomes, stack);
  }

  get endpoint(): Endpoint {
    const [first] = this.endpoints;
    if (first === undefined) throw new Error('nothing listens');
    return first;
  }

  /** A client that writes its requests itself. */
  async client(): Promise<LocalClient> {
    return this.#stack.use(await LocalClient.connect(this.endpoint));
  }

  /** The Host header of the entry itself. */
  get host(): string {
    return `127.0.0.1:${String(this.endpoint.port)}`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
