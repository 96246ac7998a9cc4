import { Emitter, type Listen } from '../../shared/emitter.ts';
import { type Problem, problemOf } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { isAborted, pause } from '../pause.ts';
import { isClusterFault } from './cluster-health.ts';
import type { ClusterLease } from './clusters.ts';
import type { KubeObject } from './kube-objects.ts';
import type { ListState } from './list-query.ts';
import { pollMs } from './list-watch.ts';
import type { WatchLease } from './shared-watches.ts';

/** What is known of one object by name. */
export type Sighting<T> =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly object: T }
  | { readonly kind: 'missing'; readonly wasSeen: boolean }
  /** Not even reading it by name is allowed. */
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly retryAt: number | null };

interface ObjectWatchOptions {
  readonly cluster: ClusterLease;
  readonly clock: Clock;
  /** The collection, such as `/api/v1/namespaces/shop/pods`. */
  readonly path: string;
  readonly name: string;
}

/** One object by name, followed through deletion and re-creation; read again and again where it may not be watched. */
export class ObjectWatch<T extends KubeObject> implements Disposable {
  readonly #options: ObjectWatchOptions;
  readonly #changed = new Emitter<undefined>();
  readonly #watch: WatchLease<T>;
  readonly #closed = new AbortController();
  #polling: AbortController | null = null;
  #polled: Sighting<T> = { kind: 'looking' };
  #wasSeen = false;

  constructor(options: ObjectWatchOptions) {
    this.#options = options;
    this.#watch = options.cluster.watches.open<T>({
      path: options.path,
      fieldSelector: `metadata.name=${options.name}`,
    });
    this.#watch.list.onChanged(this.#onList);
    this.#onList();
  }

  readonly onChanged: Listen<undefined> = this.#changed.listen;

  get sighting(): Sighting<T> {
    const { state, items } = this.#watch.list;
    if (this.#polling !== null) return this.#polled;
    switch (state.phase) {
      case 'loading':
        return { kind: 'looking' };
      case 'failed':
        return { kind: 'failed', problem: state.problem, retryAt: state.retryAt };
      case 'live': {
        const [object] = items.values();
        return object === undefined ? { kind: 'missing', wasSeen: this.#wasSeen } : { kind: 'found', object };
      }
    }
  }

  nudge(): void {
    this.#watch.list.nudge();
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.#polling?.abort();
    this.#watch[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
  }

  readonly #onList = (): void => {
    if (this.#closed.signal.aborted) return;
    const { state, items } = this.#watch.list;
    if (items.size > 0) this.#wasSeen = true;
    if (isForbidden(state)) {
      if (this.#polling === null) void this.#poll();
    } else if (state.phase === 'live' && this.#polling !== null) {
      this.#polling.abort();
      this.#polling = null;
    }
    this.#changed.emit(undefined);
  };

  async #poll(): Promise<void> {
    this.#polling = new AbortController();
    const { signal } = this.#polling;
    const { cluster, clock, path, name } = this.#options;
    while (!signal.aborted) {
      const sighting = await this.#read(`${path}/${name}`, signal);
      if (isAborted(signal)) return;
      this.#polled = sighting;
      this.#changed.emit(undefined);
      if (sighting.kind === 'failed') await cluster.health.up(signal);
      await pause(pollMs, clock, signal);
    }
  }

  async #read(path: string, signal: AbortSignal): Promise<Sighting<T>> {
    try {
      const object = (await this.#options.cluster.client.json(path, signal)) as T;
      this.#wasSeen = true;
      return { kind: 'found', object };
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'notFound') return { kind: 'missing', wasSeen: this.#wasSeen };
      if (problem.code === 'forbidden') return { kind: 'unreadable', problem };
      const { status } = this.#options.cluster.health;
      const retryAt = isClusterFault(problem.code) && status.phase === 'failed' ? status.retryAt : null;
      return { kind: 'failed', problem, retryAt };
    }
  }
}

function isForbidden(state: ListState): boolean {
  return state.phase === 'failed' && state.problem.code === 'forbidden';
}
