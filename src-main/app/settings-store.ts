import { Emitter, type Listen } from '../shared/emitter.ts';
import type { Problem } from '../shared/problem.ts';
import { firstSettings, Settings, type SettingsChange, SettingsFile } from '../shared/settings.ts';
import { JsonFile } from '../engine/store/json-file.ts';

/** The settings of the whole app, saved at each change. */
export class SettingsStore implements Disposable {
  readonly #file: JsonFile<SettingsFile>;
  readonly #changed = new Emitter<Settings>();
  readonly onChanged: Listen<Settings> = this.#changed.listen;

  /** Reads the file; what cannot be read is told, and the settings begin anew. */
  static async open(path: string, onProblem: (problem: Problem) => void): Promise<SettingsStore> {
    const empty = { version: 1 as const, ...firstSettings };
    return new SettingsStore(await JsonFile.open({ path, schema: SettingsFile, empty, onProblem }));
  }

  private constructor(file: JsonFile<SettingsFile>) {
    this.#file = file;
  }

  get value(): Settings {
    return Settings.parse(this.#file.value);
  }

  /** Takes effect at once and resolves when it is saved. */
  async change(some: SettingsChange): Promise<void> {
    const given = Object.entries(some).filter(([, value]) => value !== undefined);
    const saved = this.#file.write(SettingsFile.parse({ ...this.#file.value, ...Object.fromEntries(given) }));
    this.#changed.emit(this.value);
    await saved;
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }
}
