import { randomUUID } from 'node:crypto';
import type { ApiProxy, ApiProxyId, NewApiProxy } from '../../shared/api-proxy.ts';
import type { Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
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
import { Sites } from '../web/sites.ts';
import { WebServer } from '../web/web-server.ts';
import { ApiProxySite } from './api-proxy-site.ts';
import { type ProxiedPort, proxiedPort } from './proxied-port.ts';

export interface ApiProxiesOptions {
  readonly clusters: Clusters;
  readonly catalogs: Catalogs;
  readonly production: ProductionContexts;
  readonly claims: PortClaims;
  readonly clock: Clock;
  readonly log: Log;
}

/** The local addresses that lead to services and pods through API servers; none outlives this run. */
export class ApiProxies implements AsyncDisposable {
  readonly #options: ApiProxiesOptions;
  readonly #guard: ProductionGuard;
  readonly #sites = new Sites<ApiProxy>();
  readonly #closed = new AbortController();

  constructor(options: ApiProxiesOptions) {
    this.#options = options;
    this.#guard = new ProductionGuard((context) => options.production.has(context));
  }

  /** All of them, after each change. */
  get onChanged(): Listen<readonly ApiProxy[]> {
    return this.#sites.onChanged;
  }

  list(): readonly ApiProxy[] {
    return this.#sites.list();
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
    const place = { path: proxyPath({ ...target, resource }, port).replace(/\/$/, ''), scheme: port.scheme };
    const server = opening.use(
      await WebServer.open(new ApiProxySite({ client, target, place, clock }), {
        local,
        claim: (endpoint) => claims.claim(endpoint, `proxy ${formatTarget(target)}`),
        clock,
        log,
        onOutcome: (problem) => this.#sites.change(id, { problem }),
      }),
    );
    this.#closed.signal.throwIfAborted();
    const proxy = { id, target, ...port, endpoints: [...server.endpoints], problem: null };
    this.#sites.add(proxy, opening.move());
    return proxy;
  }

  /** Resolves once nothing listens any more; an unknown one is stopped already. */
  stop(id: ApiProxyId): Promise<void> {
    return this.#sites.stop(id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    await this.#sites[Symbol.asyncDispose]();
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
}
