import type { Route } from '../../src-main/shared/route.ts';

/** Keys of routes for which an earlier result of trying them no longer speaks: they are gone, or in another state by now. */
export function outdatedWays(before: readonly Route[], now: readonly Route[]): ReadonlySet<string> {
  const states = new Map(now.map(({ key, state }) => [key, state.state]));
  return new Set(before.flatMap(({ key, state }) => (states.get(key) === state.state ? [] : [key])));
}
