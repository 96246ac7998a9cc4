import type { Route } from '../../src-main/shared/route.ts';

/** Keys of routes for which an earlier result of trying them no longer speaks: they are gone, or lead in otherwise by now. */
export function outdatedWays(before: readonly Route[], now: readonly Route[]): ReadonlySet<string> {
  const found = new Map(now.map((route) => [route.key, tried(route)]));
  return new Set(before.flatMap((route) => (found.get(route.key) === tried(route) ? [] : [route.key])));
}

/** What trying a route depends on: where it leads in, who serves it, and whether it should work. Only to be compared. */
function tried({ access, servedBy, state }: Route): string {
  return JSON.stringify([access, servedBy, state.state]);
}
