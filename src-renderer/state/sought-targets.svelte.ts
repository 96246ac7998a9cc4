import { formatTarget, type Target, targetKey } from '../../src-main/shared/target.ts';
import { BestMatches, searchable } from '../text/best-matches.ts';
import { placeWords } from '../text/found-words.ts';
import { waysSoughtTo } from '../text/ways-sought.ts';
import type { FoundTargets } from './found-targets.svelte.ts';

/** Finds what ways in are sought to, among what is in every cluster that is searched. */
export class SoughtTargets {
  readonly #found: FoundTargets;
  /** By their own words, not by those of a forward to them. Made only once ways in are sought: there may be tens of thousands. */
  readonly #best = $derived.by(() => new BestMatches(this.#found.all.map(({ item }) => ownWords(item))));

  constructor(found: FoundTargets) {
    this.#found = found;
  }

  /** The best of those that are offered, each once; none where the query does not ask for ways in. */
  of(query: string, atMost: number, isOffered: (target: Target) => boolean): readonly Target[] {
    const sought = waysSoughtTo(query);
    if (sought === null) return [];
    const keys = new Set<string>();
    return this.#best.of(sought, atMost, (target) => {
      const key = targetKey(target);
      // Of a service every port is found.
      if (keys.has(key) || !isOffered(target)) return false;
      keys.add(key);
      return true;
    });
  }
}

function ownWords({ context, namespace, kind, name }: Target) {
  const target: Target = { context, namespace, kind, name };
  return searchable(target, { title: formatTarget(target), detail: placeWords(target) });
}
