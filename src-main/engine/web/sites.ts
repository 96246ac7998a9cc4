import { isDeepStrictEqual } from 'node:util';
import { Emitter, type Listen } from '../../shared/emitter.ts';

interface Running<S> {
  site: S;
  readonly resources: AsyncDisposable;
}

/** What is served at local addresses, by its ids, each with what it is made of; none outlives this run. */
export class Sites<S extends { readonly id: string }> implements AsyncDisposable {
  readonly #running = new Map<string, Running<S>>();
  readonly #changed = new Emitter<readonly S[]>();
  /** All of them, after each change. */
  readonly onChanged: Listen<readonly S[]> = this.#changed.listen;

  list(): readonly S[] {
    return [...this.#running.values()].map(({ site }) => site);
  }

  /** Its resources are released when it is stopped. */
  add(site: S, resources: AsyncDisposable): void {
    this.#running.set(site.id, { site, resources });
    this.#tell();
  }

  /** Something else is known of one; nothing of one that is stopped. */
  change(id: string, news: Partial<S>): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    const site = { ...running.site, ...news };
    if (isDeepStrictEqual(site, running.site)) return;
    running.site = site;
    this.#tell();
  }

  /** Resolves once nothing listens any more; an unknown one is stopped already. */
  async stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#running.delete(id);
    this.#tell();
    await running.resources[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#changed[Symbol.dispose]();
    await Promise.all([...this.#running.keys()].map((id) => this.stop(id)));
  }

  #tell(): void {
    this.#changed.emit(this.list());
  }
}
