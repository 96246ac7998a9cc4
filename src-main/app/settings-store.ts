import { Emitter, type Listen } from '../shared/emitter.ts';
import type { Problem } from '../shared/problem.ts';
import { firstSettings, type Settings, type SettingsChange, SettingsFile } from '../shared/settings.ts';
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
    const { theme, notify } = this.#file.value;
    return { theme, notify };
  }

  /** Takes effect at once and resolves when it is saved. */
  async change({ theme = this.value.theme, notify = this.value.notify }: SettingsChange): Promise<void> {
    const saved = this.#file.write({ version: 1, theme, notify });
    this.#changed.emit(this.value);
    await saved;
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }
}
