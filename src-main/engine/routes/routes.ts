import type { AddressProbe } from '../../shared/probe.ts';
import { problemOf, ProblemError } from '../../shared/problem.ts';
import type { Route, RouteMap, RouteNews } from '../../shared/route.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { Clusters } from '../kube/clusters.ts';
import { Prober } from './probe/prober.ts';
import { RouteWatch } from './route-watch.ts';

/** Ways in that are followed until this is disposed. */
export interface OpenRoutes extends Disposable {
  /** Asks again for rights, and for lists that were refused: they may have been granted since. */
  refresh(): void;
}

/** Ways in to targets, for the window and the terminal. */
export class Routes {
  readonly #clusters: Clusters;
  readonly #clock: Clock;
  readonly #prober: Prober;

  constructor(clusters: Clusters, clock: Clock) {
    this.#clusters = clusters;
    this.#clock = clock;
    this.#prober = new Prober(clock);
  }

  /** Tells the ways in to a target once they are known, and each time they change, until disposed. */
  open(target: Target, listener: (news: RouteNews) => void): OpenRoutes {
    const stack = new DisposableStack();
    let watch: RouteWatch | null = null;
    try {
      const cluster = stack.use(this.#clusters.acquire(target.context));
      watch = stack.use(new RouteWatch({ target, cluster, clock: this.#clock, listener }));
    } catch (error) {
      const problem = problemOf(error);
      stack.use(this.#clock.after(0, () => listener({ phase: 'failed', problem })));
    }
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
  probe(
    routes: readonly Route[],
    listener: (probe: AddressProbe) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#prober.probe(routes, listener, signal);
  }
}
