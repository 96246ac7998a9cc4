import { Emitter, type Listen } from '../shared/emitter.ts';
import type { Asked } from '../shared/production.ts';

/** What the tray or a notification was told to do with forwards to a production context: it waits until the window has asked. */
export class OpenQuestion implements Disposable {
  readonly #changed = new Emitter<Asked | null>();
  readonly onChanged: Listen<Asked | null> = this.#changed.listen;
  #asked: Asked | null = null;

  get asked(): Asked | null {
    return this.#asked;
  }

  /** A new question takes the place of one that was not answered. */
  ask(asked: Asked): void {
    this.#set(asked);
  }

  /** The person has answered. */
  settle(): void {
    this.#set(null);
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #set(asked: Asked | null): void {
    this.#asked = asked;
    this.#changed.emit(asked);
  }
}
