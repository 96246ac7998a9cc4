import type { CatalogDelta, CatalogKind } from '../../shared/catalog.ts';
import type { Problem } from '../../shared/problem.ts';
import type { KubeObject } from './kube-objects.ts';
import type { ListState } from './list-query.ts';
import type { ListWatch } from './list-watch.ts';

type Row = { readonly key: string };

/** Rows told at once: making and sending them takes about 10 ms, in which nothing else is done. */
const rowsAtOnce = 1_000;

/** How one list of the catalogue is made from lists of the API. */
export interface SectionOptions<R extends Row> {
  readonly kind: CatalogKind;
  readonly phases: () => readonly ListState[];
  /** The row of a key now; null where there is none. */
  readonly row: (key: string) => R | null;
}

/** What one list of the open catalogue last told, and what has changed since. */
export class CatalogSection<R extends Row> {
  readonly #options: SectionOptions<R>;
  readonly #told = new Map<string, string>();
  readonly #dirty = new Set<string>();
  #toldState: string | null = null;

  constructor(options: SectionOptions<R>) {
    this.#options = options;
  }

  touch(key: string): void {
    this.#dirty.add(key);
  }

  /** True where more has changed than the last delta told. */
  get hasMore(): boolean {
    return this.#dirty.size > 0;
  }

  /**
   * What changed since it was last asked, of thousands of changes the first; null for nothing. The first answer asks to
   * forget all rows.
   */
  delta(): CatalogDelta | null {
    const { kind, row, phases } = this.#options;
    const upserts: R[] = [];
    const removed: string[] = [];
    for (const key of this.#dirty) {
      if (upserts.length + removed.length >= rowsAtOnce) break;
      this.#dirty.delete(key);
      const now = row(key);
      if (now === null) {
        if (this.#told.delete(key)) removed.push(key);
        continue;
      }
      // Most updates of an object (heartbeats, other fields) change nothing that is shown.
      const text = JSON.stringify(now);
      if (this.#told.get(key) === text) continue;
      this.#told.set(key, text);
      upserts.push(now);
    }
    const state = sectionState(phases());
    const stateText = JSON.stringify(state);
    const isFirst = this.#toldState === null;
    if (stateText === this.#toldState && upserts.length === 0 && removed.length === 0) return null;
    this.#toldState = stateText;
    // Each section's rows are of its own kind, which the union of all kinds cannot express.
    return { kind, ...state, reset: isFirst, upserts, removed } as unknown as CatalogDelta;
  }
}

/** One state of several lists: a missing right to some of them hides those alone, any other trouble is told. */
function sectionState(states: readonly ListState[]): {
  phase: 'loading' | 'live' | 'failed';
  problem: Problem | null;
} {
  const failed = states.filter((state) => state.phase === 'failed');
  const serious = failed.find(({ problem }) => problem.code !== 'forbidden' && problem.code !== 'notFound');
  const fault = serious ?? (failed.length === states.length ? failed[0] : undefined);
  if (fault !== undefined) return { phase: 'failed', problem: fault.problem };
  return { phase: states.some(({ phase }) => phase === 'loading') ? 'loading' : 'live', problem: null };
}

/** Feeds a section from a list: every object there now, and each that changes. Returns how to stop. */
export function feed<T extends KubeObject>(
  list: ListWatch<T>,
  touch: (object: T) => void,
  changed: () => void,
): () => void {
  for (const object of list.items.values()) touch(object);
  return list.onChanged(({ upserts, removed }) => {
    for (const object of upserts) touch(object);
    for (const object of removed) touch(object);
    changed();
  });
}
