import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { type ContextInfo, FoundRows, type FoundTarget } from '../../src-main/shared/catalog.ts';
import { type Problem, ProblemError, problemOf } from '../../src-main/shared/problem.ts';
import type { Client } from '../client.ts';
import type { ClustersState } from './clusters.svelte.ts';

/** How old what was read may be before it is read again. */
const freshMs = 30_000;

/** In which cluster it is. */
export interface PlacedTarget extends FoundTarget {
  readonly context: string;
}

interface Read {
  readonly context: string;
  readonly rows: FoundRows;
  readonly targets: readonly FoundTarget[];
}

/**
 * What can be forwarded to in the clusters that are searched. Connected ones are read as the search opens, others when
 * somebody asks; what was read is kept, so that the next search has it at once.
 */
export class FoundTargets {
  readonly #client: Client;
  readonly #clusters: ClustersState;
  readonly #reads = new SvelteMap<string, Read>();
  readonly #readAt = new SvelteMap<string, number>();
  readonly #reading = new SvelteSet<string>();
  /** Why a cluster that somebody asked for was not searched. */
  problem = $state.raw<Problem | null>(null);

  readonly all: readonly PlacedTarget[] = $derived(
    FoundRows.options.flatMap((rows) =>
      [...this.#reads.values()]
        .filter((read) => read.rows === rows && this.#clusters.find(read.context) !== undefined)
        .flatMap(({ context, targets }) => targets.map((target) => ({ context, ...target }))),
    ),
  );
  readonly reading: readonly string[] = $derived([...this.#reading]);
  /** Those that could be searched as well. */
  readonly unsearched: readonly string[] = $derived.by(() =>
    this.#clusters.contexts
      .filter(({ name, problem }) => problem === null && !this.#readAt.has(name) && !this.#reading.has(name))
      .map(({ name }) => name),
  );

  constructor(client: Client, clusters: ClustersState) {
    this.#client = client;
    this.#clusters = clusters;
  }

  /** Reads the connected clusters, but for those that were read just now. Connects to none. */
  async refresh(now = Date.now()): Promise<void> {
    this.problem = null;
    const due = this.#clusters.contexts.filter(
      ({ name }) =>
        this.#clusters.status(name).phase === 'connected' && now - (this.#readAt.get(name) ?? 0) > freshMs,
    );
    await Promise.all(due.map((context) => this.#read(context).catch(() => undefined)));
  }

  /** Connects to these clusters as well, for as long as it takes to read them. */
  async search(contexts: readonly string[]): Promise<void> {
    this.problem = null;
    const wanted = contexts.flatMap((name) => this.#clusters.find(name) ?? []);
    const done = await Promise.allSettled(wanted.map((context) => this.#read(context)));
    const failed = done.find((each) => each.status === 'rejected');
    if (failed !== undefined) this.problem = problemOf(failed.reason);
  }

  /** Each kind of rows is found as soon as it is there; those that may not be read are not. Throws where none may. */
  async #read(context: ContextInfo): Promise<void> {
    const { name } = context;
    if (this.#reading.has(name)) return;
    this.#reading.add(name);
    try {
      const done = await Promise.allSettled(FoundRows.options.map((rows) => this.#readRows(context, rows)));
      const refused = done.filter((each) => each.status === 'rejected');
      if (refused.length === done.length) throw ProblemError.of(problemOf(refused[0]?.reason));
      this.#readAt.set(name, Date.now());
    } finally {
      this.#reading.delete(name);
    }
  }

  async #readRows({ name: context, namespace: own }: ContextInfo, rows: FoundRows): Promise<void> {
    const read = (namespace: string | null) =>
      this.#client.request('catalog.targets', { context, namespace, rows });
    // Who may not list those of all namespaces may often list those of the own one.
    const targets = await read(null).catch(() => read(own));
    this.#reads.set(`${rows} ${context}`, { context, rows, targets });
  }
}
