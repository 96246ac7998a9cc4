import { message } from '../shared/language/message.ts';
import { type Problem, ProblemError, problemOf } from '../shared/problem.ts';
import type { SettingsChange } from '../shared/settings.ts';
import type { LoginItem } from './login-item.ts';
import type { SettingsStore } from './settings-store.ts';
import type { ShowShortcut } from './show-shortcut.ts';

/** The settings that the system has to agree to: they are saved once it has. */
export class SystemSettings {
  readonly #settings: SettingsStore;
  readonly #loginItem: LoginItem;
  readonly #shortcut: ShowShortcut;

  constructor(settings: SettingsStore, loginItem: LoginItem, shortcut: ShowShortcut) {
    this.#settings = settings;
    this.#loginItem = loginItem;
    this.#shortcut = shortcut;
  }

  /** Brings both into agreement as the app starts; what the system has against it is told. */
  async follow(onProblem: (problem: Problem) => void): Promise<void> {
    try {
      this.#shortcut.set(this.#settings.value.shortcut);
    } catch (error) {
      onProblem(problemOf(error));
    }
    await this.#followLoginItem().catch((error: unknown) => onProblem(problemOf(error)));
  }

  /** Throws the problem that the system has with it; nothing is saved then. */
  async change(some: SettingsChange): Promise<void> {
    if (some.startAtLogin !== undefined) await this.#startAtLogin(some.startAtLogin);
    if (some.shortcut !== undefined) this.#shortcut.set(some.shortcut);
    await this.#settings.change(some);
  }

  /** The system has lists of its own, in which a person may change it beside us: what they say is so. */
  async #followLoginItem(): Promise<void> {
    const startAtLogin = await this.#loginItem.isOn();
    if (startAtLogin !== this.#settings.value.startAtLogin) await this.#settings.change({ startAtLogin });
    // The app may have been moved or updated since.
    if (startAtLogin) await this.#loginItem.set(true);
  }

  async #startAtLogin(on: boolean): Promise<void> {
    await this.#loginItem.set(on);
    // macOS and administrators may refuse it without a word.
    if ((await this.#loginItem.isOn()) !== on)
      throw new ProblemError('invalidInput', message('day.loginItemRefused'));
  }
}
