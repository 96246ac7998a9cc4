import { z } from 'zod';
import type { Forward } from '../shared/forward.ts';
import { ContextNames, type ImportedForward } from '../shared/import.ts';
import type { Problem } from '../shared/problem.ts';
import { JsonFile } from './store/json-file.ts';

const ContextNamesFile = z.object({ version: z.literal(1), names: ContextNames });

/** What the names of shared files stood for when they were last applied, kept beside the forwards. */
export class KnownContextNames {
  readonly #file: JsonFile<z.infer<typeof ContextNamesFile>>;

  /** Null for `path` keeps them for this run only; what cannot be read is told, and none is known. */
  static async open(path: string | null, onProblem: (problem: Problem) => void): Promise<KnownContextNames> {
    const empty = { version: 1 as const, names: {} };
    return new KnownContextNames(await JsonFile.open({ path, schema: ContextNamesFile, empty, onProblem }));
  }

  private constructor(file: JsonFile<z.infer<typeof ContextNamesFile>>) {
    this.#file = file;
  }

  /** What is known of the names in these forwards. */
  of(forwards: readonly ImportedForward[]): ContextNames {
    const named = new Set(forwards.map(({ target }) => target.context));
    return Object.fromEntries(Object.entries(this.#file.value.names).filter(([name]) => named.has(name)));
  }

  /**
   * The forwards with their contexts as shared files call them: by the first name that was said for each. A name that is
   * also a context of one of them stands for that alone.
   */
  inSharedNames(forwards: readonly Forward[]): Forward[] {
    const own = new Set(forwards.map(({ target }) => target.context));
    const names = new Map<string, string>();
    for (const [name, context] of Object.entries(this.#file.value.names)) {
      if (!own.has(name) && !names.has(context)) names.set(context, name);
    }
    return forwards.map((forward) => {
      const { target } = forward;
      return { ...forward, target: { ...target, context: names.get(target.context) ?? target.context } };
    });
  }

  /** Resolves when they are saved. */
  async remember(names: ContextNames): Promise<void> {
    if (Object.keys(names).length === 0) return;
    await this.#file.write({ version: 1, names: { ...this.#file.value.names, ...names } });
  }
}
