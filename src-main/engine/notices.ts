import type { Notice } from '../shared/api.ts';
import { Emitter } from '../shared/emitter.ts';
import type { Problem } from '../shared/problem.ts';

/** What concerns the whole app and waits to be read: a damaged file that was set aside, a missing keychain. */
export class Notices implements Disposable {
  readonly #changed = new Emitter<readonly Notice[]>();
  readonly onChanged = this.#changed.listen;
  #notices: readonly Notice[] = [];
  #lastId = 0;

  list(): readonly Notice[] {
    return this.#notices;
  }

  /** Returns its id. The same message twice stands once. */
  add(problem: Problem): number {
    const same = this.#notices.find((notice) => notice.problem.message === problem.message);
    if (same !== undefined) return same.id;
    this.#lastId += 1;
    this.#set([...this.#notices, { id: this.#lastId, problem }]);
    return this.#lastId;
  }

  dismiss(id: number): void {
    this.#set(this.#notices.filter((notice) => notice.id !== id));
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #set(notices: readonly Notice[]): void {
    this.#notices = notices;
    this.#changed.emit(notices);
  }
}
