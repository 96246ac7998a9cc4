import { isDeepStrictEqual } from 'node:util';
import type { Forward } from '../../shared/forward.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Replacement } from './change-many.ts';

/** What a client has asked the person before. */
export interface Consent {
  /** The person knows that the context is marked as production, and means it. */
  readonly confirmedProduction?: boolean | undefined;
}

/** Throws `productionUnconfirmed` where something that a cluster hears of needs consent and has none. */
export class ProductionGuard {
  readonly #isProduction: (context: string) => boolean;

  constructor(isProduction: (context: string) => boolean) {
    this.#isProduction = isProduction;
  }

  assertConsent(wishes: readonly Pick<Forward, 'target'>[], { confirmedProduction = false }: Consent): void {
    const marked = wishes.find(({ target }) => this.#isProduction(target.context));
    if (confirmedProduction || marked === undefined) return;
    throw new ProblemError(
      'productionUnconfirmed',
      message('production.unconfirmed', { context: marked.target.context }),
    );
  }

  /** What only moves in the list, or is called otherwise, needs none. */
  assertConsentToChange(replacements: readonly Replacement[], consent: Consent): void {
    const felt = replacements.filter(({ managed, after }) => !isOnlyListed(managed.forward, after));
    this.assertConsent(
      felt.map(({ after }) => after),
      consent,
    );
  }
}

/** True where a change is only about the place in the list, of which no cluster hears. */
function isOnlyListed(before: Forward, { label, group, favourite, startedAt, ...after }: Forward): boolean {
  return isDeepStrictEqual(
    { ...before, label, group, favourite, startedAt },
    { ...after, label, group, favourite, startedAt },
  );
}
