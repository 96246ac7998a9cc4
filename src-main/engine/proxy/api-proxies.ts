import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ApiProxy, ApiProxyId, NewApiProxy } from '../../shared/api-proxy.ts';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { type Problem, ProblemError } from '../../shared/problem.ts';
import { formatTarget } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { PortClaims } from '../forwards/port-claims.ts';
import { type Consent, ProductionGuard } from '../forwards/production-consent.ts';
import { proxyPath } from '../kube/api-paths.ts';
import type { Catalogs } from '../kube/catalogs.ts';
import type { Clusters } from '../kube/clusters.ts';
import { objectWords } from '../kube/object-words.ts';
import type { Log } from '../log.ts';
import type { ProductionContexts } from '../production-contexts.ts';
import { ApiProxyServer } from './api-proxy-server.ts';
import { type ProxiedPort, proxiedPort } from './proxied-port.ts';

export interface ApiProxiesOptions {
  readonly clusters: Clusters;
  readonly catalogs: Catalogs;
  readonly production: ProductionContexts;
  readonly claims: PortClaims;
  readonly clock: Clock;
  readonly log: Log;
}

interface Running {
  proxy: ApiProxy;
  readonly resources: AsyncDisposableStack;
}

/** The local addresses that lead to services and pods through API servers; none outlives this run. */
export class ApiProxies implements AsyncDisposable {
  readonly #options: ApiProxiesOptions;
  readonly #guard: ProductionGuard;
  readonly #running = new Map<ApiProxyId, Running>();
  readonly #changed = new Emitter<readonly ApiProxy[]>();
  readonly #closed = new AbortController();
  /** All of them, after each change. */
  readonly onChanged: Listen<readonly ApiProxy[]> = this.#changed.listen;

  constructor(options: ApiProxiesOptions) {
    this.#options = options;
    this.#guard = new ProductionGuard((context) => options.production.has(context));
  }

  list(): readonly ApiProxy[] {
    return [...this.#running.values()].map(({ proxy }) => proxy);
  }

  /**
   * Opens a local address; resolves once it listens, whether or not anything answers behind it. Throws
   * `productionUnconfirmed` without consent, `unsupportedTarget`, `targetNotFound`, `portNotFound`, what the API refuses
   * of the target, and as `Listener.bind` does.
   */
  async start(wish: NewApiProxy, consent: Consent, signal: AbortSignal): Promise<ApiProxy> {
    const { clusters, claims, clock, log } = this.#options;
    const { target, local } = wish;
    this.#guard.assertConsent([wish], consent);
    if (target.kind !== 'service' && target.kind !== 'pod') {
      throw new ProblemError(
        'unsupportedTarget',
        message('apiProxy.unsupported', { object: objectWords(target) }),
      );
    }
    const resource = `${target.kind}s` as const;
    await using opening = new AsyncDisposableStack();
    const { client } = opening.use(clusters.acquire(target.context));
    const port = await this.#port(wish, AbortSignal.any([signal, this.#closed.signal]));
    const id = randomUUID();
    const server = opening.use(
      await ApiProxyServer.open({
        client,
        target,
        place: { path: proxyPath({ ...target, resource }, port).replace(/\/$/, ''), scheme: port.scheme },
        local,
        claim: (endpoint) => claims.claim(endpoint, `proxy ${formatTarget(target)}`),
        clock,
        log,
        onOutcome: (problem) => this.#observe(id, problem),
      }),
    );
    this.#closed.signal.throwIfAborted();
    const proxy = { id, target, ...port, endpoints: [...server.endpoints], problem: null };
    this.#running.set(id, { proxy, resources: opening.move() });
    this.#tell();
    return proxy;
  }

  /** Resolves once nothing listens any more; an unknown one is stopped already. */
  async stop(id: ApiProxyId): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#running.delete(id);
    this.#tell();
    await running.resources.disposeAsync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    this.#changed[Symbol.dispose]();
    await Promise.all([...this.#running.keys()].map((id) => this.stop(id)));
  }

  async #port(wish: NewApiProxy, signal: AbortSignal): Promise<ProxiedPort> {
    try {
      return proxiedPort(wish, await this.#options.catalogs.ports(wish.target, signal));
    } catch (error) {
      // Who may use the proxy need not be allowed to read what is behind it.
      const isUnseen = error instanceof ProblemError && error.problem.code === 'forbidden';
      if (!isUnseen || wish.remote === null) throw error;
      return proxiedPort(wish, null);
    }
  }

  #observe(id: ApiProxyId, problem: Problem | null): void {
    const running = this.#running.get(id);
    if (running === undefined || isDeepStrictEqual(running.proxy.problem, problem)) return;
    running.proxy = { ...running.proxy, problem };
    this.#tell();
  }

  #tell(): void {
    this.#changed.emit(this.list());
  }
}
