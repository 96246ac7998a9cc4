import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { isExposed } from '../../src-main/shared/bind-address.ts';
import type { ForwardSettings } from '../../src-main/shared/forward.ts';
import type { ImportedForward, ImportPreview } from '../../src-main/shared/import.ts';
import { problemOf, type Problem } from '../../src-main/shared/problem.ts';
import { formatTarget } from '../../src-main/shared/target.ts';
import type { AppState } from './app-state.svelte.ts';
import { rememberContext, rememberedContext } from './preferences.ts';

/** A text that is still being typed is not read. */
const settleMs = 200;

/** Stands for what the text names no context for. */
const unnamed = '';

/** A text to import, what was understood of it, and what of that the person wants. */
export class ImportDraft {
  text = $state('');
  preview = $state.raw<ImportPreview | null>(null);
  /** Why nothing of the text can be imported. */
  problem = $state.raw<Problem | null>(null);
  allowExposure = $state(false);
  readonly #app: AppState;
  readonly #contexts = new SvelteMap<string, string>();
  readonly #refused = new SvelteSet<ImportedForward>();

  /** The contexts that the text names, and `''` where it names none. */
  readonly names = $derived([
    ...new Set((this.preview?.forwards ?? []).map(({ target }) => target.context ?? unnamed)),
  ]);
  readonly wanted = $derived((this.preview?.forwards ?? []).filter((each) => !this.#refused.has(each)));
  readonly exposed = $derived(this.wanted.some(({ addresses }) => isExposed(addresses)));
  readonly isPlaced = $derived(
    this.wanted.every(({ target }) => this.contextFor(target.context ?? unnamed) !== ''),
  );

  /** What to add; null while something is still to be said. */
  readonly settings = $derived.by((): ForwardSettings[] | null => {
    if (this.wanted.length === 0 || !this.isPlaced) return null;
    if (this.exposed && !this.allowExposure) return null;
    return this.wanted.map((forward) => ({
      ...forward,
      target: { ...forward.target, context: this.contextFor(forward.target.context ?? unnamed) },
      allowExposure: isExposed(forward.addresses),
    }));
  });

  constructor(app: AppState) {
    this.#app = app;
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
    const known = [rememberedContext(name), name].find(
      (each) => each !== undefined && clusters.find(each) !== undefined,
    );
    return known ?? '';
  }

  choose(name: string, context: string): void {
    this.#contexts.set(name, context);
    if (name !== unnamed) rememberContext(name, context);
  }

  isWanted(forward: ImportedForward): boolean {
    return !this.#refused.has(forward);
  }

  want(forward: ImportedForward, wanted: boolean): void {
    if (wanted) this.#refused.delete(forward);
    else this.#refused.add(forward);
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
      this.preview = preview;
      this.problem = null;
      this.#refused.clear();
      for (const forward of preview.forwards) if (this.#isSaved(forward)) this.#refused.add(forward);
    } catch (error) {
      if (!isCurrent()) return;
      this.preview = null;
      this.problem = problemOf(error);
    }
  }

  /** A second forward to the same ports of the same target is seldom meant. */
  #isSaved({ target, ports }: ImportedForward): boolean {
    const context = this.contextFor(target.context ?? unnamed);
    return this.#app.forwards
      .to({ ...target, context })
      .some((saved) => ports.every(({ remote }) => saved.ports.some((pair) => pair.remote === remote)));
  }
}

/** `svc/web · shop`, as the preview writes it. */
export function importedPlace({ target }: ImportedForward): string {
  return `${formatTarget(target)} · ${target.namespace}`;
}
