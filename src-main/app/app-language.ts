import { Emitter, type Listen, type Unsubscribe } from '../shared/emitter.ts';
import { chooseLanguage, type Language } from '../shared/language/language.ts';
import { type Message, say, type Translate, translator } from '../shared/language/message.ts';
import type { SettingsStore } from './settings-store.ts';

/** The language of tray, menus and notifications: the one that was chosen, or the system's. */
export class AppLanguage implements Disposable {
  readonly system: Language;
  readonly t: Translate;
  readonly #settings: SettingsStore;
  readonly #changed = new Emitter<Language>();
  readonly #unsubscribe: Unsubscribe;
  readonly onChanged: Listen<Language> = this.#changed.listen;

  /** `preferred`: the person's languages as the system tells them, best first. */
  constructor(settings: SettingsStore, preferred: readonly string[]) {
    this.#settings = settings;
    this.system = chooseLanguage(preferred);
    this.t = translator(() => this.current);
    let before = this.current;
    this.#unsubscribe = settings.onChanged(() => {
      if (this.current === before) return;
      before = this.current;
      this.#changed.emit(before);
    });
  }

  get current(): Language {
    const chosen = this.#settings.value.language;
    return chosen === 'system' ? this.system : chosen;
  }

  say(message: Message): string {
    return say(this.current, message);
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
    this.#changed[Symbol.dispose]();
  }
}
