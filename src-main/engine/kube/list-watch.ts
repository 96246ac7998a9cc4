import { Emitter, type Listen } from '../../shared/emitter.ts';
import { problemOf } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { isAborted, pause } from '../pause.ts';
import { RefusalPatience } from '../refusal-patience.ts';
import { retryDelay } from '../retry-delay.ts';
import { type ClusterHealth, isClusterFault } from './cluster-health.ts';
import type { KubeClient } from './kube-client.ts';
import type { KubeList, KubeObject } from './kube-objects.ts';
import {
  isEmpty,
  isSameState,
  type ListChange,
  listPath,
  type ListQuery,
  type ListState,
} from './list-query.ts';
import { busyAttempts, isBusy, RefusalError } from './kube-problem.ts';
import { ListedObjects, type WatchEvent } from './listed-objects.ts';
import { slimAt } from './slim-object.ts';

export interface ListWatchOptions {
  readonly client: KubeClient;
  readonly health: ClusterHealth;
  readonly clock: Clock;
  readonly query: ListQuery;
}

/** Of kubectl's 500, each page is a pause of up to 120 ms in a crowd of 20,000 pods (measured); of 200, of up to 60. */
const pageSize = 200;
/** Asked of the server, so that a watch that died in silence is found; with a little chance so that not all end at once. */
const watchSeconds = 280;
const watchSecondsSpread = 40;
/** Past its own end by this, a watch is dead. */
const watchGraceMs = 15_000;
/** A missing right or kind may be granted later, but not every second. */
export const refusedRetryMs = 30_000;
/** How often what cannot be watched is read (tunnel.md, 7). */
export const pollMs = 5_000;
/** A watch that ends sooner than this without an event is no watch: the next one waits. */
const shortWatchMs = 1_000;

/**
 * One list of the API, kept true by a watch: paged list, bookmarks, a new list after 410, restart from the last version
 * after every other end. In place of client-node's informer (2.0.1), which drops a silent watch every 30 s, asks for no
 * bookmarks and stops for good at most errors.
 */
export class ListWatch<T extends KubeObject> implements Disposable {
  readonly #options: ListWatchOptions;
  readonly #changed = new Emitter<ListChange<T>>();
  readonly #closed = new AbortController();
  readonly #cleanup = new DisposableStack();
  readonly #objects = new ListedObjects<T>();
  readonly #slim: (object: T) => T;
  #state: ListState = { phase: 'loading' };
  /** Where the next watch begins; null asks for a new list. */
  #version: string | null = null;
  /** Ends the running watch or wait, not the list-watch. */
  #turn = new AbortController();
  readonly #listing: RefusalPatience;
  readonly #watching: RefusalPatience;
  readonly #accepted = { lists: 0, watches: 0 };
  #attempt = 0;

  constructor(options: ListWatchOptions) {
    this.#options = options;
    this.#slim = slimAt<T>(options.query.path);
    const { client, clock, health } = options;
    this.#listing = new RefusalPatience(clock, () => this.#accepted.lists + this.#accepted.watches);
    this.#watching = new RefusalPatience(clock, () => this.#accepted.watches);
    this.#cleanup.defer(
      health.onChanged((status) => {
        if (status.phase === 'failed') this.#turn.abort();
      }),
    );
    this.#cleanup.defer(
      client.onReopened(() => {
        this.#version = null;
        this.#turn.abort();
      }),
    );
    void this.#run(this.#closed.signal);
  }

  readonly onChanged: Listen<ListChange<T>> = this.#changed.listen;

  get state(): ListState {
    return this.#state;
  }

  /** By `namespace/name`. */
  get items(): ReadonlyMap<string, T> {
    return this.#objects.items;
  }

  /** Tries now instead of later, and distrusts a watch that only seems to be alive. */
  nudge(): void {
    this.#attempt = 0;
    this.#turn.abort();
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.#cleanup.dispose();
    this.#changed[Symbol.dispose]();
  }

  /** Never rejects: what follows a fault only waits, and waiting ends in peace. */
  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#options.health.status.phase === 'failed') await this.#waitForCluster(signal);
      if (isAborted(signal)) return;
      this.#turn = new AbortController();
      const turn = AbortSignal.any([signal, this.#turn.signal]);
      try {
        this.#version ??= await this.#list(turn);
        await this.#watch(turn);
      } catch (error) {
        if (isAborted(signal)) return;
        // A turn that was ended from outside begins anew at once.
        if (!turn.aborted) await this.#afterFault(error, signal);
      }
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    const found: T[] = [];
    let more: string | undefined;
    for (;;) {
      const page = (await this.#options.client.json(
        listPath(this.#options.query, {
          limit: String(pageSize),
          ...(more === undefined ? {} : { continue: more }),
        }),
        signal,
      )) as KubeList<T>;
      for (const item of page.items ?? []) found.push(this.#slim(item));
      more = page.metadata?.continue || undefined;
      if (more !== undefined) continue;
      this.#replace(found);
      return page.metadata?.resourceVersion ?? '';
    }
  }

  #replace(found: readonly T[]): void {
    const change = this.#objects.replace(found);
    this.#accepted.lists += 1;
    this.#attempt = 0;
    const wasLive = this.#state.phase === 'live';
    this.#state = { phase: 'live' };
    if (!wasLive || !isEmpty(change)) this.#changed.emit(change);
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { client, clock } = this.#options;
    const startedAt = clock.now();
    const seconds = watchSeconds + Math.round(watchSecondsSpread * clock.random());
    const path = listPath(this.#options.query, {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: this.#version ?? '',
      timeoutSeconds: String(seconds),
    });
    const ending = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000 + watchGraceMs)]);
    let isHeard = false;
    try {
      for await (const batch of client.watch(path, ending)) {
        this.#setState({ phase: 'live' });
        this.#accepted.watches += 1;
        if (batch.length === 0) continue;
        isHeard = true;
        this.#attempt = 0;
        this.#apply(batch as WatchEvent<T>[]);
      }
    } catch (error) {
      const status = error instanceof RefusalError ? error.status : 0;
      if (status === 405 || (status === 403 && this.#watching.isOver())) {
        // The right to list without the right to watch: the list is read again and again instead.
        this.#version = null;
        return this.#pause(pollMs, signal);
      }
      // Silent past its end: the connection is dead, and the next watch says how things are.
      if (signal.aborted || !ending.aborted) throw error;
    }
    if (!isHeard && clock.now() - startedAt < shortWatchMs) {
      await this.#backOff(0, signal);
    }
  }

  #apply(batch: readonly WatchEvent<T>[]): void {
    const versions = batch.map(({ object }) => object.metadata?.resourceVersion);
    this.#version = versions.findLast((version) => version !== undefined) ?? this.#version;
    const change = this.#objects.apply(
      batch.map(({ type, object }) => ({ type, object: this.#slim(object) })),
    );
    if (!isEmpty(change)) this.#changed.emit(change);
  }

  async #afterFault(error: unknown, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    if (error instanceof RefusalError && error.status === 410) {
      // "Expired": the version is too old to watch from, so the list is read again.
      this.#version = null;
      return this.#backOff(1, signal);
    }
    const problem = problemOf(error);
    if (isClusterFault(problem.code)) {
      await this.#waitForCluster(signal);
      // The cluster is there but this request failed: not again at once.
      return this.#backOff(1, signal);
    }
    if (problem.code === 'forbidden' && !this.#listing.isOver()) return this.#backOff(0, signal);
    if (this.#state.phase === 'loading' && isBusy(error) && this.#attempt < busyAttempts)
      return this.#backOff(0, signal);
    const isRefused = problem.code === 'forbidden' || problem.code === 'notFound';
    const delay = isRefused ? refusedRetryMs : retryDelay(this.#attempt, clock.random());
    this.#attempt += 1;
    this.#setState({ phase: 'failed', problem, retryAt: clock.now() + delay });
    await this.#pause(delay, signal);
  }

  /** While the cluster is away its problem is ours. */
  async #waitForCluster(signal: AbortSignal): Promise<void> {
    const { health } = this.#options;
    const follow = () => {
      const { status } = health;
      if (status.phase === 'failed') this.#setState(status);
    };
    follow();
    using following = new DisposableStack();
    following.defer(health.onChanged(follow));
    await health.up(signal);
    if (signal.aborted) return;
    // Its failing ended our turn; what comes now is a new one.
    this.#turn = new AbortController();
    if (this.#version !== null) this.#setState({ phase: 'live' });
  }

  /** Waits longer from time to time; the first `free` attempts after a success not at all. */
  async #backOff(free: 0 | 1, signal: AbortSignal): Promise<void> {
    const attempt = this.#attempt - free;
    this.#attempt += 1;
    if (attempt >= 0) await this.#pause(retryDelay(attempt, this.#options.clock.random()), signal);
  }

  /** Waits, but not beyond a nudge. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await pause(ms, this.#options.clock, AbortSignal.any([signal, this.#turn.signal]));
  }

  #setState(state: ListState): void {
    const before = this.#state;
    this.#state = state;
    if (!isSameState(before, state)) this.#changed.emit({ upserts: [], removed: [] });
  }
}
