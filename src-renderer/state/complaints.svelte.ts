import { said } from '../language.svelte.ts';
import type { Parsed } from './forward-draft.svelte.ts';

/** Fields of a form complain once they were left, or all of them once saving was tried. */
export class Complaints {
  tried = $state(false);
  #left = $state.raw<ReadonlySet<string>>(new Set());

  leave(field: string): void {
    this.#left = new Set([...this.#left, field]);
  }

  /** True where the field may say what is wrong with it. */
  covers(field: string): boolean {
    return this.tried || this.#left.has(field);
  }

  /** What the field complains of now. */
  of(field: string, parsed: Parsed<unknown>): string | null {
    return 'error' in parsed && this.covers(field) ? said(parsed.error) : null;
  }
}
