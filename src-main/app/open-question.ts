import { Emitter, type Listen } from '../shared/emitter.ts';
import type { Asked } from '../shared/production.ts';

const nothing: Asked = { wanted: 'start', ids: [] };

/** What the tray or a notification was told to do with forwards to a production context: it waits until the window has asked. */
export class OpenQuestion implements Disposable {
  readonly #changed = new Emitter<Asked>();
  readonly onChanged: Listen<Asked> = this.#changed.listen;
  #asked = nothing;

  /** Of no forwards where nothing is asked. */
  get asked(): Asked {
    return this.#asked;
  }

  /** A new question takes the place of one that was not answered. */
  ask(asked: Asked): void {
    this.#set(asked);
  }

  /** The person has answered. */
  settle(): void {
    this.#set(nothing);
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #set(asked: Asked): void {
    this.#asked = asked;
    this.#changed.emit(asked);
  }
}
