import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { type ContextInfo, type FoundObjects, FoundRows } from '../../src-main/shared/catalog.ts';
import type { Language } from '../../src-main/shared/language/language.ts';
import { type Problem, ProblemError, problemOf } from '../../src-main/shared/problem.ts';
import type { Client } from '../client.ts';
import { language } from '../language.svelte.ts';
import { type Searchable, searchable } from '../text/best-matches.ts';
import { obstacleTo } from '../text/declared-port.ts';
import { type FoundTarget, foundWords } from '../text/found-words.ts';
import type { ClustersState } from './clusters.svelte.ts';

/** How old what was read may be before it is read again. */
const freshMs = 30_000;

/** Words made at once, which takes some 5 ms: then the window has its turn. */
const wordsAtOnce = 1_000;

interface Read {
  readonly context: string;
  readonly found: readonly Searchable<FoundTarget>[];
}

/**
 * What can be forwarded to in the clusters that are searched. Connected ones are read as the search opens, others when
 * somebody asks; what was read is kept, so that the next search has it at once.
 */
export class FoundTargets {
  readonly #client: Client;
  readonly #clusters: ClustersState;
  readonly #reads = new SvelteMap<string, Read>();
  readonly #readAt = new SvelteMap<string, { readonly time: number; readonly language: Language }>();
  readonly #reading = new SvelteSet<string>();
  /** Why a cluster that somebody asked for was not searched. */
  problem = $state.raw<Problem | null>(null);

  /** In the order of the clusters, whichever answered first: what was found stands where it stood the last time. */
  readonly all: readonly Searchable<FoundTarget>[] = $derived(
    FoundRows.options.flatMap((rows) =>
      this.#clusters.contexts.flatMap(({ name }) => this.#reads.get(readKey(rows, name))?.found ?? []),
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
    const isConnected = (name: string) => this.#clusters.status(name).phase === 'connected';
    for (const [name, { time, language: spoken }] of [...this.#readAt]) {
      // Of a cluster that is not read again by itself, what was found stays, and it is offered once more.
      const isGone = this.#clusters.find(name) === undefined;
      if (isGone || now - time > freshMs || spoken !== language()) this.#readAt.delete(name);
    }
    for (const [key, { context }] of [...this.#reads]) {
      if (this.#clusters.find(context) === undefined) this.#reads.delete(key);
    }
    const due = this.#clusters.contexts.filter(({ name }) => isConnected(name) && !this.#readAt.has(name));
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
    const spoken = language();
    try {
      const done = await Promise.allSettled(FoundRows.options.map((rows) => this.#readRows(context, rows)));
      const refused = done.filter((each) => each.status === 'rejected');
      if (refused.length === done.length) throw ProblemError.of(problemOf(refused[0]?.reason));
      this.#readAt.set(name, { time: Date.now(), language: spoken });
    } finally {
      this.#reading.delete(name);
    }
  }

  async #readRows({ name: context, namespace: own }: ContextInfo, rows: FoundRows): Promise<void> {
    const read = (namespace: string | null) =>
      this.#client.request('catalog.targets', { context, namespace, rows });
    // Who may not list those of all namespaces may often list those of the own one.
    const groups = await read(null).catch(() => read(own));
    this.#reads.set(readKey(rows, context), { context, found: await searchables(context, groups) });
  }
}

function readKey(rows: FoundRows, context: string): string {
  return `${rows} ${context}`;
}

/** With their words, which of tens of thousands take longer to make than the window may stand still. */
async function searchables(
  context: string,
  groups: readonly FoundObjects[],
): Promise<readonly Searchable<FoundTarget>[]> {
  const all: Searchable<FoundTarget>[] = [];
  for (const group of groups) {
    for (const found of targetsOf(context, group)) {
      all.push(searchable(found, foundWords(found)));
      if (all.length % wordsAtOnce === 0) await new Promise((resolve) => void setTimeout(resolve));
    }
  }
  return all;
}

function* targetsOf(
  context: string,
  { kind, namespace, names, ports }: FoundObjects,
): Generator<FoundTarget> {
  for (const [index, name] of names.entries()) {
    const target = { context, namespace, kind, name };
    if (kind !== 'service') yield { ...target, port: null };
    else
      for (const port of ports[index] ?? []) if (obstacleTo(port, true) === null) yield { ...target, port };
  }
}
