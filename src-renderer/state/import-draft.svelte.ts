import { SvelteMap } from 'svelte/reactivity';
import { isExposed } from '../../src-main/shared/bind-address.ts';
import { changedSettings, compareForwards, type Comparison } from '../../src-main/shared/comparison.ts';
import type { ForwardChanges } from '../../src-main/shared/forward.ts';
import type { ContextNames, ImportPreview } from '../../src-main/shared/import.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import type { AppState } from './app-state.svelte.ts';

/** A text that is still being typed is not read. */
const settleMs = 200;

/** Stands for what the text names no context for. */
const unnamed = '';

/** How one forward of the text, or one that is saved, compares; `key` names it as long as the text stays. */
export type ComparedRow = Comparison & { readonly key: string };

/** A text to import, what was understood of it, how that differs from what is saved, and what of it the person wants. */
export class ImportDraft {
  text = $state('');
  preview = $state.raw<ImportPreview | null>(null);
  /** Why nothing of the text can be imported. */
  problem = $state.raw<Problem | null>(null);
  allowExposure = $state(false);
  readonly #app: AppState;
  readonly #contexts = new SvelteMap<string, string>();
  readonly #ticks = new SvelteMap<string, boolean>();

  /** The contexts that the text names, and `''` where it names none. */
  readonly names = $derived([
    ...new Set((this.preview?.forwards ?? []).map(({ target }) => target.context ?? unnamed)),
  ]);
  readonly rows = $derived(this.#compare());
  readonly ticked = $derived(this.rows.filter((row) => this.isTicked(row)));
  readonly exposed = $derived(this.ticked.some(exposesAnew));

  /** What to apply; null while something is still to be said. */
  readonly changes = $derived.by((): ForwardChanges | null => {
    if (this.ticked.length === 0 || !this.ticked.every(isPlaced)) return null;
    if (this.exposed && !this.allowExposure) return null;
    const changes: ForwardChanges = { add: [], change: [], remove: [] };
    for (const row of this.ticked) {
      if (row.kind === 'new') {
        changes.add.push({ ...row.imported, allowExposure: isExposed(row.imported.addresses) });
      } else if (row.kind === 'changed') {
        changes.change.push({ id: row.saved.id, settings: changedSettings(row) });
      } else if (row.kind === 'missing') {
        changes.remove.push(row.saved.id);
      }
    }
    return changes;
  });

  /** What the names of the text stand for, to be remembered. */
  readonly chosenNames = $derived.by((): ContextNames => {
    const named = this.names.filter((name) => name !== unnamed && this.contextFor(name) !== '');
    return Object.fromEntries(named.map((name) => [name, this.contextFor(name)]));
  });

  constructor(app: AppState, text: string) {
    this.#app = app;
    this.text = text;
  }

  /** Reads the text soon, unless released before. */
  read(text: string): () => void {
    let current = true;
    const timer = setTimeout(() => {
      void this.#read(text, () => current);
    }, settleMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }

  /** This person's context for a name of the text: as said, as said another time, or of the same name; else `''`. */
  contextFor(name: string): string {
    const { clusters } = this.#app;
    const said = this.#contexts.get(name);
    if (said !== undefined) return said;
    if (name === unnamed) return clusters.preferred?.name ?? '';
    const remembered = Object.entries(this.preview?.names ?? {}).find(([known]) => known === name)?.[1];
    const known = [remembered, name].find((each) => each !== undefined && clusters.find(each) !== undefined);
    return known ?? '';
  }

  choose(name: string, context: string): void {
    this.#contexts.set(name, context);
  }

  /** Additions are wanted, changes where the text stands for the whole, removals never before the person says so. */
  isTicked({ kind, key }: ComparedRow): boolean {
    const proposed = kind === 'new' || (kind === 'changed' && this.preview?.source === 'workspace');
    return kind !== 'same' && (this.#ticks.get(key) ?? proposed);
  }

  tick({ key }: ComparedRow, ticked: boolean): void {
    this.#ticks.set(key, ticked);
  }

  #compare(): ComparedRow[] {
    if (this.preview === null) return [];
    const { source, forwards } = this.preview;
    const placed = forwards.map((forward) => {
      const { target } = forward;
      const context = this.contextFor(target.context ?? unnamed);
      const namespace = target.namespace ?? this.#app.clusters.find(context)?.namespace ?? '';
      return { ...forward, target: { ...target, context, namespace } };
    });
    return compareForwards(source, placed, this.#app.forwards.list).map((comparison, index) => ({
      ...comparison,
      key: comparison.kind === 'missing' ? comparison.saved.id : String(index),
    }));
  }

  async #read(text: string, isCurrent: () => boolean): Promise<void> {
    if (text.trim() === '') {
      this.preview = null;
      this.problem = null;
      return;
    }
    try {
      const preview = await this.#app.client.request('forward.readImport', { text });
      if (!isCurrent()) return;
      this.#ticks.clear();
      this.preview = preview;
      this.problem = null;
    } catch (error) {
      if (!isCurrent()) return;
      this.preview = null;
      this.problem = problemOf(error);
    }
  }
}

/** What other machines reach, or others of them, has to be allowed where it was not so before. */
function exposesAnew(row: Comparison): boolean {
  if (row.kind === 'new') return isExposed(row.imported.addresses);
  const isNewReach =
    row.kind === 'changed' && row.changes.some(({ field }) => field === 'addresses' || field === 'allowFrom');
  return isNewReach && isExposed(row.imported.addresses);
}

function isPlaced(row: Comparison): boolean {
  return row.kind === 'missing' || row.imported.target.context !== '';
}
