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
    const kept = before.flatMap((row) => {
      const now = upserts.get(row.key);
      upserts.delete(row.key);
      if (now !== undefined) return [now];
      return removed.has(row.key) ? [] : [row];
    });
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

function merge<R extends Row>(left: readonly R[], right: readonly R[]): readonly R[] {
  if (right.length === 0) return left;
  const merged: R[] = [];
  let index = 0;
  for (const row of right) {
    for (let next = left[index]; next !== undefined && compare(next, row) <= 0; next = left[index]) {
      merged.push(next);
      index += 1;
    }
    merged.push(row);
  }
  return merged.concat(left.slice(index));
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
