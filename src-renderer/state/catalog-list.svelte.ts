import type { Problem } from '../../src-main/shared/problem.ts';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly namespace?: string;
}

/** What changed in a list of `R`; one kind of `CatalogDelta`. */
interface ListDelta<R> {
  readonly phase: 'loading' | 'live' | 'failed';
  readonly problem: Problem | null;
  readonly reset: boolean;
  readonly upserts: readonly R[];
  readonly removed: readonly string[];
}

/**
 * One list of the catalogue, sorted by namespace and name.
 * Rows are raw values in one array: 20,000 proxies would cost more than the list itself.
 */
export class CatalogList<R extends Row> {
  phase = $state.raw<ListDelta<R>['phase']>('loading');
  problem = $state.raw<Problem | null>(null);
  rows = $state.raw<readonly R[]>([]);

  /** One pass over the list; only new rows are sorted. */
  apply(delta: ListDelta<R>): void {
    const removed = new Set(delta.removed);
    const upserts = new Map<string, R>(delta.upserts.map((row) => [row.key, row]));
    const before = delta.reset ? [] : this.rows;
    const kept: R[] = [];
    for (const row of before) {
      const now = upserts.get(row.key);
      if (now !== undefined) {
        upserts.delete(row.key);
        kept.push(now);
      } else if (!removed.has(row.key)) kept.push(row);
    }
    this.rows = merge(kept, [...upserts.values()].sort(compare));
    this.phase = delta.phase;
    this.problem = delta.problem;
  }

  clear(): void {
    this.phase = 'loading';
    this.problem = null;
    this.rows = [];
  }

  fail(problem: Problem): void {
    this.phase = 'failed';
    this.problem = problem;
  }
}

/** Both are sorted. Few come to many, so each finds its place by halves: comparing it with all took as long again (measured). */
function merge<R extends Row>(left: readonly R[], right: readonly R[]): readonly R[] {
  if (right.length === 0) return left;
  const merged: R[] = [];
  let from = 0;
  for (const row of right) {
    const place = placeAfter(left, row, from);
    for (const earlier of left.slice(from, place)) merged.push(earlier);
    merged.push(row);
    from = place;
  }
  return merged.concat(left.slice(from));
}

/** The index, `from` or later, of the first that comes after `row`. */
function placeAfter<R extends Row>(sorted: readonly R[], row: R, from: number): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at !== undefined && compare(at, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Names in Kubernetes are ASCII, so code units sort them as kubectl does; a collator costs 20 times as much. */
function compare(left: Row, right: Row): number {
  return (
    compareText(left.namespace ?? '', right.namespace ?? '') ||
    compareText(left.name, right.name) ||
    compareText(left.key, right.key)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
