import type { GlobalShortcut } from 'electron';
import { message } from '../shared/language/message.ts';
import { ProblemError } from '../shared/problem.ts';
import type { Shortcut } from '../shared/shortcut.ts';

/** The combination of keys that shows the window from wherever the person is. */
export class ShowShortcut implements Disposable {
  readonly #keys: Pick<GlobalShortcut, 'register' | 'unregister'>;
  readonly #onPressed: () => void;
  #held: Shortcut | null = null;

  constructor(keys: Pick<GlobalShortcut, 'register' | 'unregister'>, onPressed: () => void) {
    this.#keys = keys;
    this.#onPressed = onPressed;
  }

  /** Null for none. Throws `invalidInput` where the system refuses it; the one before stays then. */
  set(shortcut: Shortcut | null): void {
    if (shortcut === this.#held) return;
    if (shortcut !== null && !this.#keys.register(shortcut, this.#onPressed))
      throw new ProblemError('invalidInput', message('day.shortcutRefused'));
    this[Symbol.dispose]();
    this.#held = shortcut;
  }

  [Symbol.dispose](): void {
    if (this.#held !== null) this.#keys.unregister(this.#held);
    this.#held = null;
  }
}
