import type { AddressProbe } from '../../shared/probe.ts';
import { lazily } from '../../shared/lazily.ts';
import { problemOf, ProblemError } from '../../shared/problem.ts';
import type { Route, RouteMap, RouteNews } from '../../shared/route.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { Clusters } from '../kube/clusters.ts';
import type { Prober } from './probe/prober.ts';
import type { RouteWatch } from './route-watch.ts';

/** Each kind of route has its own code, a quarter of the engine's: a start has no use for it (20 ms, measured). */
const loadWatch = () => import('./route-watch.ts');

/** Ways in that are followed until this is disposed. */
export interface OpenRoutes extends Disposable {
  /** Asks again for rights, for the kinds that there are, and for lists that were refused: much may have changed since. */
  refresh(): void;
}

/** Ways in to targets, for the window and the terminal. */
export class Routes {
  readonly #clusters: Clusters;
  readonly #clock: Clock;
  readonly #prober: () => Promise<Prober>;

  constructor(clusters: Clusters, clock: Clock) {
    this.#clusters = clusters;
    this.#clock = clock;
    this.#prober = lazily(async () => {
      const { Prober } = await import('./probe/prober.ts');
      return new Prober(clock);
    });
  }

  /** Tells the ways in to a target once they are known, and each time they change, until disposed. */
  open(target: Target, listener: (news: RouteNews) => void): OpenRoutes {
    const stack = new DisposableStack();
    let watch: RouteWatch | null = null;
    const begin = async (): Promise<void> => {
      const cluster = stack.use(this.#clusters.acquire(target.context));
      const { RouteWatch } = await loadWatch();
      if (stack.disposed) return;
      watch = stack.use(new RouteWatch({ target, cluster, clock: this.#clock, listener }));
    };
    begin().catch((error: unknown) => {
      if (!stack.disposed) listener({ phase: 'failed', problem: problemOf(error) });
    });
    return { refresh: () => watch?.refresh(), [Symbol.dispose]: () => stack.dispose() };
  }

  /** The ways in to a target as they are now. Throws `targetNotFound` and what the API refuses. */
  async read(target: Target, signal: AbortSignal): Promise<RouteMap> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<RouteMap>();
    using cleanup = new DisposableStack();
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    cleanup.defer(() => signal.removeEventListener('abort', abort));
    cleanup.use(
      this.open(target, (news) => {
        if (news.phase === 'live') resolve(news.map);
        else reject(ProblemError.of(news.problem));
      }),
    );
    return await promise;
  }

  /** Tries routes from this computer, and tells the result of each of their addresses as it comes: {@link Prober.probe}. */
  async probe(
    routes: readonly Route[],
    listener: (probe: AddressProbe) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const prober = await this.#prober();
    return prober.probe(routes, listener, signal);
  }
}
