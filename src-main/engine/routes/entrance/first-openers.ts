import type { Message } from '../../../shared/language/message.ts';
import type { Route } from '../../../shared/route.ts';

/** Of more objects that lead to one service nobody reads the ways. */
const mostOpeners = 200;

/** The routes of the first objects, of which the last says how many more there are. */
export function routesOfFirst<T>(
  openers: readonly T[],
  routesOf: (opener: T) => Route[],
  moreNote: (more: number) => Message,
): Route[] {
  const routes = openers.slice(0, mostOpeners).flatMap(routesOf);
  const more = openers.length - mostOpeners;
  const last = routes.at(-1);
  if (more <= 0 || last === undefined) return routes;
  return routes.with(-1, { ...last, notes: [...last.notes, moreNote(more)] });
}
