import { Emitter, type Listen, type Unsubscribe } from '../shared/emitter.ts';
import { type Language, spokenLanguage } from '../shared/language/language.ts';
import { type Message, say, type Translate, translator } from '../shared/language/message.ts';
import type { SettingsStore } from './settings-store.ts';

/** The language of tray, menus and notifications: the one that was chosen, or the system's. */
export class AppLanguage implements Disposable {
  readonly t: Translate;
  /** The person's languages as the system tells them, best first. */
  readonly preferred: readonly string[];
  readonly #settings: SettingsStore;
  readonly #changed = new Emitter<Language>();
  readonly #unsubscribe: Unsubscribe;
  readonly onChanged: Listen<Language> = this.#changed.listen;

  constructor(settings: SettingsStore, preferred: readonly string[]) {
    this.#settings = settings;
    this.preferred = preferred;
    this.t = translator(() => this.current);
    let before = this.current;
    this.#unsubscribe = settings.onChanged(() => {
      if (this.current === before) return;
      before = this.current;
      this.#changed.emit(before);
    });
  }

  get current(): Language {
    return spokenLanguage(this.#settings.value.language, this.preferred);
  }

  say(message: Message): string {
    return say(this.current, message);
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
    this.#changed[Symbol.dispose]();
  }
}
