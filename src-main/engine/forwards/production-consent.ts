import { isDeepStrictEqual } from 'node:util';
import type { Forward } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';

/** What a client has asked the person before. */
export interface Consent {
  /** The person knows that the context is marked as production, and means it. */
  readonly confirmedProduction?: boolean | undefined;
}

/** Throws `productionUnconfirmed` where one of the forwards leads to a marked context and nobody was asked. */
export function assertConsent(
  forwards: readonly Forward[],
  isProduction: (context: string) => boolean,
  { confirmedProduction = false }: Consent,
): void {
  const marked = forwards.find(({ target }) => isProduction(target.context));
  if (confirmedProduction || marked === undefined) return;
  throw new ProblemError(
    'productionUnconfirmed',
    message('production.unconfirmed', { context: marked.target.context }),
  );
}

/** True where a change is only about the place in the list, of which no cluster hears. */
export function isOnlyListed(before: Forward, after: Forward): boolean {
  const { label, group, favourite } = after;
  return isDeepStrictEqual({ ...before, label, group, favourite }, after);
}
