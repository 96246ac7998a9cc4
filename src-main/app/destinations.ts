import type { Destination, PendingDestination } from '../shared/destination.ts';
import { Emitter, type Listen } from '../shared/emitter.ts';

/**
 * Where the window is to lead, kept until it says that it is there. A later destination replaces an earlier one; what the
 * menu brings up goes before a link that waits, which nobody has looked at yet.
 */
export class Destinations implements Disposable {
  readonly #changed = new Emitter<PendingDestination | null>();
  readonly onChanged: Listen<PendingDestination | null> = this.#changed.listen;
  #pending: PendingDestination | null = null;
  #behind: PendingDestination | null = null;
  #lastId = 0;

  get pending(): PendingDestination | null {
    return this.#pending;
  }

  lead(to: Destination): void {
    this.#lastId += 1;
    if (to.kind !== 'part') this.#behind = null;
    else if (this.#pending?.to.kind === 'link') this.#behind = this.#pending;
    this.#set({ id: this.#lastId, to });
  }

  /** The window shows it; one that has been replaced meanwhile is no matter. */
  arrived(id: number): void {
    if (this.#pending?.id !== id) return;
    const next = this.#behind;
    this.#behind = null;
    this.#set(next);
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #set(pending: PendingDestination | null): void {
    this.#pending = pending;
    this.#changed.emit(pending);
  }
}
