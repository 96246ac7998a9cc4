import { Emitter, type Listen } from '../shared/emitter.ts';
import type { Problem } from '../shared/problem.ts';
import { type ProductionContext, ProductionFile } from '../shared/production.ts';
import { JsonFile } from './store/json-file.ts';

/** The contexts that the person has marked as production, saved at each change. */
export class ProductionContexts implements Disposable {
  readonly #file: JsonFile<ProductionFile>;
  readonly #changed = new Emitter<readonly ProductionContext[]>();
  readonly onChanged: Listen<readonly ProductionContext[]> = this.#changed.listen;

  /** Reads the file; null keeps the marks for this run only. What cannot be read is told, and nothing is marked. */
  static async open(path: string | null, onProblem: (problem: Problem) => void): Promise<ProductionContexts> {
    const empty = { version: 1 as const, contexts: [] };
    return new ProductionContexts(await JsonFile.open({ path, schema: ProductionFile, empty, onProblem }));
  }

  private constructor(file: JsonFile<ProductionFile>) {
    this.#file = file;
  }

  list(): readonly ProductionContext[] {
    return this.#file.value.contexts;
  }

  has(context: string): boolean {
    return this.list().some((each) => each.context === context);
  }

  /** Marks a context, or says anew when its forwards end. Resolves when it is saved. */
  mark(marked: ProductionContext): Promise<void> {
    return this.#save([...this.#without(marked.context), marked]);
  }

  async unmark(context: string): Promise<void> {
    if (this.has(context)) await this.#save(this.#without(context));
  }

  [Symbol.dispose](): void {
    this.#changed[Symbol.dispose]();
  }

  #without(context: string): ProductionContext[] {
    return this.list().filter((each) => each.context !== context);
  }

  #save(contexts: ProductionContext[]): Promise<void> {
    const saved = this.#file.write({ version: 1, contexts });
    this.#changed.emit(contexts);
    return saved;
  }
}
