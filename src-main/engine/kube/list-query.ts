import type { Problem } from '../../shared/problem.ts';

/** Which objects: a collection's path and selectors. Equal queries share one watch. */
export interface ListQuery {
  /** Such as `/api/v1/namespaces/shop/pods`. */
  readonly path: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export type ListState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'live' }
  /** What was known stays; it may be old. */
  | { readonly phase: 'failed'; readonly problem: Problem; readonly retryAt: number | null };

/** What changed at once; empty lists where only `state` did. */
export interface ListChange<T> {
  readonly upserts: readonly T[];
  /** As they were last seen. */
  readonly removed: readonly T[];
}

export function isSameState(one: ListState, other: ListState): boolean {
  if (one.phase !== 'failed' || other.phase !== 'failed') return one.phase === other.phase;
  return one.problem === other.problem && one.retryAt === other.retryAt;
}

export function isEmpty({ upserts, removed }: ListChange<unknown>): boolean {
  return upserts.length === 0 && removed.length === 0;
}

/** The path of a query with its selectors and these parameters. */
export function listPath(query: ListQuery, parameters: Readonly<Record<string, string>>): string {
  const { path, labelSelector, fieldSelector } = query;
  const search = new URLSearchParams({
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
    ...parameters,
  });
  return `${path}?${search.toString()}`;
}
