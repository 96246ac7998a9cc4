import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { type Clock, systemClock } from '../../src-main/engine/clock.ts';
import { Forwards } from '../../src-main/engine/forwards/forwards.ts';
import { PortClaims } from '../../src-main/engine/forwards/port-claims.ts';
import { silentLog } from '../../src-main/engine/log.ts';
import { ProductionContexts } from '../../src-main/engine/production-contexts.ts';
import { JsonFile } from '../../src-main/engine/store/json-file.ts';
import { defaultSettings, ForwardsFile, type ForwardSettings } from '../../src-main/shared/forward.ts';
import type { Problem } from '../../src-main/shared/problem.ts';
import type { SessionState } from '../../src-main/shared/session.ts';
import { SteeredPods } from './steered-pods.ts';
import { TcpDialer } from './tcp-dialer.ts';

/** Forwards without Kubernetes: steered pods, and a dialer that reaches servers on this computer. */
export class ForwardBench implements AsyncDisposable {
  readonly pods: SteeredPods;
  readonly dialer = new TcpDialer();
  readonly forwards: Forwards;
  readonly production: ProductionContexts;
  readonly problems: Problem[];
  readonly #stack = new AsyncDisposableStack();

  private constructor(
    file: JsonFile<ForwardsFile>,
    production: ProductionContexts,
    problems: Problem[],
    pods: SteeredPods,
    clock: Clock,
  ) {
    this.problems = problems;
    this.production = production;
    this.pods = pods;
    this.forwards = new Forwards({
      file,
      production,
      pods: () => pods,
      dialer: () => ({
        dialer: this.dialer,
        [Symbol.asyncDispose]: () => this.dialer[Symbol.asyncDispose](),
      }),
      claims: new PortClaims(),
      clock,
      log: silentLog,
    });
    this.#stack.use(this.forwards);
  }

  static async open(
    options: { path?: string; names?: Readonly<Record<string, number>>; clock?: Clock } = {},
  ): Promise<ForwardBench> {
    const problems: Problem[] = [];
    const file = await JsonFile.open({
      path: options.path ?? null,
      schema: ForwardsFile,
      empty: { version: 1, forwards: [] },
      onProblem: (problem) => problems.push(problem),
    });
    const production = await ProductionContexts.open(null, (problem) => problems.push(problem));
    const pods = new SteeredPods(options.names);
    return new ForwardBench(file, production, problems, pods, options.clock ?? systemClock);
  }

  /** A server that stands for an application in a pod; closed with the bench. */
  async app(serve: (socket: Socket) => void): Promise<number> {
    const server = await listen(createServer({ allowHalfOpen: true, noDelay: true }, serve));
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    });
    this.#stack.defer(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    return portOf(server);
  }

  /** Adds and starts a forward to a port; returns its id and its port on this computer. */
  async start(
    remote: number | string,
    change: Partial<ForwardSettings> = {},
  ): Promise<{ id: string; port: number }> {
    const { id } = await this.forwards.add(settings(remote, change), false);
    await this.forwards.start(id);
    return { id, port: this.port(id) };
  }

  port(id: string, index = 0): number {
    const state = this.forwards.state(id);
    if (state.phase !== 'waiting' && state.phase !== 'active') throw new Error(`is ${state.phase}`);
    return state.bound[index]?.endpoints[0]?.port ?? 0;
  }

  /** Resolves at the next state of this phase, or at once in it. */
  reached<P extends SessionState['phase']>(
    id: string,
    phase: P,
  ): Promise<Extract<SessionState, { phase: P }>> {
    return new Promise((resolve) => {
      const unsubscribe = this.forwards.onSessionChanged((change) => {
        if (change.id === id) look(change.state);
      });
      const look = (state: SessionState) => {
        if (state.phase !== phase) return;
        unsubscribe();
        resolve(state as Extract<SessionState, { phase: P }>);
      };
      look(this.forwards.state(id));
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

export function settings(remote: number | string, change: Partial<ForwardSettings> = {}): ForwardSettings {
  return {
    label: 'web',
    target: { context: 'kind-dev', namespace: 'shop', kind: 'service', name: 'web' },
    ports: [{ local: { kind: 'auto', last: null }, remote }],
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    allowExposure: false,
    ...change,
  };
}

export async function listen(server: Server, port = 0, host = '127.0.0.1'): Promise<Server> {
  server.listen({ port, host, ipv6Only: true });
  await once(server, 'listening');
  return server;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return address.port;
}
