import type { Destination, PendingDestination } from '../shared/destination.ts';
import { Emitter, type Listen } from '../shared/emitter.ts';

/** Where the window is to lead, kept until it says that it is there; a later destination replaces an earlier one. */
export class Destinations implements Disposable {
  readonly #changed = new Emitter<PendingDestination | null>();
  readonly onChanged: Listen<PendingDestination | null> = this.#changed.listen;
  #pending: PendingDestination | null = null;
  #lastId = 0;

  get pending(): PendingDestination | null {
    return this.#pending;
  }

  lead(to: Destination): void {
    this.#lastId += 1;
    this.#set({ id: this.#lastId, to });
  }

  /** The window shows it; one that has been replaced meanwhile is no matter. */
  arrived(id: number): void {
    if (this.#pending?.id === id) this.#set(null);
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #set(pending: PendingDestination | null): void {
    this.#pending = pending;
    this.#changed.emit(pending);
  }
}
