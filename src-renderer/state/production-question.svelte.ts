import type { Forward } from '../../src-main/shared/forward.ts';
import type { ProductionState } from './production.svelte.ts';

/** What the person is asked about: it leads to a production context. */
export type Subject = Pick<Forward, 'label' | 'target' | 'addresses' | 'ports'>;

/** What a request says of the person's answer. */
export interface Consent {
  readonly confirmedProduction?: true;
}

interface Question {
  readonly subjects: readonly Subject[];
  readonly answer: (confirmed: boolean) => void;
}

/** Asks before something starts or changes that leads to a production context; one question at a time. */
export class ProductionQuestion {
  open = $state.raw<Question | null>(null);
  readonly #production: ProductionState;

  constructor(production: ProductionState) {
    this.#production = production;
  }

  /** Asks where one of them leads to a production context. Null where the person would rather not, or was asked anew. */
  async consent(about: readonly Subject[]): Promise<Consent | null> {
    const subjects = about.filter(({ target }) => this.#production.has(target.context));
    if (subjects.length === 0) return {};
    this.open?.answer(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.open = { subjects, answer: resolve };
    const asked = this.open;
    const confirmed = await promise;
    if (this.open === asked) this.open = null;
    return confirmed ? { confirmedProduction: true } : null;
  }
}
