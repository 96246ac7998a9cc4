import { Emitter, type Listen } from '../shared/emitter.ts';
import type { ForwardId } from '../shared/forward.ts';

/** Forwards to a production context that the tray was asked to start: they wait until the window has asked the person. */
export class StartQuestion implements Disposable {
  readonly #changed = new Emitter<readonly ForwardId[]>();
  readonly onChanged: Listen<readonly ForwardId[]> = this.#changed.listen;
  #ids: readonly ForwardId[] = [];

  /** Empty where nothing is asked. */
  get ids(): readonly ForwardId[] {
    return this.#ids;
  }

  /** A new question takes the place of one that was not answered. */
  ask(ids: readonly ForwardId[]): void {
    this.#set(ids);
  }

  /** The person has answered. */
  settle(): void {
    this.#set([]);
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #set(ids: readonly ForwardId[]): void {
    this.#ids = ids;
    this.#changed.emit(ids);
  }
}
