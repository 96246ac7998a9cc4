import type { Forward } from '../../src-main/shared/forward.ts';
import { Target } from '../../src-main/shared/target.ts';
import { planCopies } from '../text/planned-copies.ts';
import type { AppState } from './app-state.svelte.ts';

/** What stands for each forward's own context or namespace. */
export const itsOwn = '';

/** Where forwards are to be duplicated to, and what would be added there. */
export class DuplicateDraft {
  context = $state(itsOwn);
  namespace = $state(itsOwn);
  readonly #originals: readonly Forward[];
  readonly #app: AppState;

  readonly namespaceIsValid = $derived(
    this.namespace.trim() === itsOwn || Target.shape.namespace.safeParse(this.namespace.trim()).success,
  );
  readonly copies = $derived.by(() => {
    const namespace = this.namespaceIsValid ? this.namespace.trim() : itsOwn;
    const place = { context: this.context || null, namespace: namespace || null };
    return planCopies(this.#originals, place, this.#app.forwards.list);
  });
  /** Whether each keeps a context of its own: there are several. */
  readonly hasOwnContexts: boolean;
  readonly contexts = $derived.by(() => {
    const known = this.#app.clusters.contexts.map(({ name }) => name);
    return [...new Set([...this.#originals.map(({ target }) => target.context), ...known])];
  });
  /** Those that are known without asking the cluster. */
  readonly namespaces = $derived.by(() => {
    const { catalog, clusters, forwards } = this.#app;
    const used = forwards.list.filter(({ target }) => target.context === this.context);
    const read = catalog.place?.context === this.context ? catalog.namespaces.rows : [];
    const own = clusters.find(this.context)?.namespace;
    return [
      ...new Set([
        ...(own === undefined ? [] : [own]),
        ...used.map(({ target }) => target.namespace),
        ...read.map(({ name }) => name),
      ]),
    ];
  });

  constructor(originals: readonly Forward[], app: AppState) {
    this.#originals = originals;
    this.#app = app;
    const context = theSame(originals.map(({ target }) => target.context));
    this.hasOwnContexts = context === null;
    this.context = context ?? itsOwn;
    this.namespace = theSame(originals.map(({ target }) => target.namespace)) ?? itsOwn;
  }
}

function theSame(values: readonly string[]): string | null {
  const [first = null, ...others] = new Set(values);
  return others.length === 0 ? first : null;
}
