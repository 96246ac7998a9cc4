import type { ImportedForward } from '../../src-main/shared/import.ts';
import type { Forward, ForwardId, ForwardSettings } from '../../src-main/shared/forward.ts';
import type { Target } from '../../src-main/shared/target.ts';
import { groupKey, isGroupKey } from '../text/forward-groups.ts';
import type { SettingKey } from '../text/setting-words.ts';
import { type Tab, tabOf } from './browsing.svelte.ts';
import { RowSelection } from './row-selection.svelte.ts';

/** Those that the sidebar leads to. */
type MainView =
  | { readonly kind: 'forwards' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'cluster'; readonly context: string; readonly tab: Tab };

export type View =
  | MainView
  /** The ways in to a target, and where one came from. */
  | { readonly kind: 'ways'; readonly target: Target; readonly from: MainView };

/** What the editor begins with: a saved forward, one that is like it, what a link asks for, or parts of a new one. */
export type EditorStart =
  | { readonly kind: 'edit'; readonly forward: Forward }
  | { readonly kind: 'copy'; readonly forward: Forward }
  | { readonly kind: 'link'; readonly forward: ImportedForward }
  | {
      readonly kind: 'new';
      readonly target: Partial<ForwardSettings['target']>;
      readonly ports: ForwardSettings['ports'];
    };

/** Where the person is in the window. */
export class Navigation {
  view = $state.raw<View>({ kind: 'forwards' });
  /** Which forwards are selected in their list. */
  readonly selection = new RowSelection((key) => !isGroupKey(key));
  detailsOpen = $state.raw(false);
  /** What of the view is to get the focus, by its key; the view takes it from here. */
  sought = $state.raw<string | null>(null);
  editor = $state.raw<EditorStart | null>(null);
  addingCluster = $state.raw(false);
  showingShortcuts = $state.raw(false);
  /** What is served at local addresses. */
  showingServed = $state.raw(false);
  searching = $state.raw(false);
  /** The text to import, as far as it is there already; null while nothing is imported. */
  importing = $state.raw<{ readonly text: string } | null>(null);
  /** The forward to which a Secret is being linked. */
  linking = $state.raw<Forward | null>(null);
  /** The forwards that are to be moved to a group, or duplicated elsewhere. */
  grouping = $state.raw<readonly Forward[] | null>(null);
  duplicating = $state.raw<readonly Forward[] | null>(null);
  /** The context whose production mark is being changed. */
  markingProduction = $state.raw<string | null>(null);

  /** Something stands before the view in which a person may have typed what is not saved. */
  readonly isFilledIn = $derived(
    this.editor !== null ||
      this.addingCluster ||
      this.importing !== null ||
      this.linking !== null ||
      this.grouping !== null ||
      this.duplicating !== null ||
      this.markingProduction !== null,
  );
  readonly isCovered = $derived(
    this.isFilledIn || this.showingShortcuts || this.showingServed || this.searching,
  );

  /** The one selected forward; of several the one that was chosen last. */
  get selected(): ForwardId | null {
    return this.selection.lead;
  }

  showForwards(): void {
    this.view = { kind: 'forwards' };
    this.sought = null;
  }

  showForward(id: ForwardId): void {
    this.showForwards();
    this.select(id);
    this.detailsOpen = true;
  }

  /** The settings, and one of them in focus where it is named. */
  showSettings(sought: SettingKey | null = null): void {
    this.view = { kind: 'settings' };
    this.sought = sought;
  }

  showCluster(context: string, tab: Tab = 'services'): void {
    this.view = { kind: 'cluster', context, tab };
    this.sought = null;
  }

  /** A cluster, and in it the list in which the target stands. */
  showListOf({ context, kind }: Target): void {
    this.showCluster(context, tabOf(kind));
  }

  showWays(target: Target): void {
    const { view } = this;
    this.view = { kind: 'ways', target, from: view.kind === 'ways' ? view.from : view };
    this.sought = null;
  }

  /** Back to where one came from; in the target's own cluster, to the list in which it stands. */
  leaveWays(): void {
    if (this.view.kind !== 'ways') return;
    const { from, target } = this.view;
    if (from.kind === 'cluster' && from.context === target.context) this.showListOf(target);
    else this.view = from;
  }

  /** The context that the view is about; null for none. */
  get context(): string | null {
    switch (this.view.kind) {
      case 'cluster':
        return this.view.context;
      case 'ways':
        return this.view.target.context;
      case 'forwards':
      case 'settings':
        return null;
    }
  }

  /** The head of a group, in focus. */
  showGroup(name: string): void {
    this.showForwards();
    this.sought = groupKey(name);
  }

  select(id: ForwardId | null): void {
    this.selection.only(id);
    if (id === null) this.detailsOpen = false;
  }

  newForward(target: Partial<ForwardSettings['target']> = {}, ports: ForwardSettings['ports'] = []): void {
    this.editor = { kind: 'new', target, ports };
  }

  /** A new forward, to the cluster that is shown where one is. */
  newForwardHere(): void {
    if (this.view.kind === 'ways') this.newForward(this.view.target);
    else this.newForward(this.context === null ? {} : { context: this.context });
  }

  /** A new forward like another: elsewhere, by another port. */
  duplicate(forward: Forward): void {
    this.editor = { kind: 'copy', forward };
  }

  /** What a link asks for, to be looked at and saved, or left. */
  showLinked(forward: ImportedForward): void {
    this.editor = { kind: 'link', forward };
  }

  /** A text that was opened takes the place of one that was being looked at; nothing is added yet. */
  import(text = ''): void {
    this.importing = { text };
  }

  edit(forward: Forward): void {
    this.editor = { kind: 'edit', forward };
  }
}
