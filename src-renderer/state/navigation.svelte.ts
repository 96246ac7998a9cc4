import type { Forward, ForwardId, ForwardSettings } from '../../src-main/shared/forward.ts';

export type View =
  | { readonly kind: 'forwards' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'cluster'; readonly context: string };

/** What the editor begins with: a saved forward, one that is like it, or parts of a new one. */
export type EditorStart =
  | { readonly kind: 'edit'; readonly forward: Forward }
  | { readonly kind: 'copy'; readonly forward: Forward }
  | {
      readonly kind: 'new';
      readonly target: Partial<ForwardSettings['target']>;
      readonly ports: ForwardSettings['ports'];
    };

/** Where the person is in the window. */
export class Navigation {
  view = $state.raw<View>({ kind: 'forwards' });
  selected = $state.raw<ForwardId | null>(null);
  detailsOpen = $state.raw(false);
  editor = $state.raw<EditorStart | null>(null);
  addingCluster = $state.raw(false);
  showingShortcuts = $state.raw(false);
  searching = $state.raw(false);
  importing = $state.raw(false);

  readonly isCovered = $derived(
    this.editor !== null || this.addingCluster || this.importing || this.showingShortcuts || this.searching,
  );

  showForwards(): void {
    this.view = { kind: 'forwards' };
  }

  showForward(id: ForwardId): void {
    this.showForwards();
    this.select(id);
    this.detailsOpen = true;
  }

  showSettings(): void {
    this.view = { kind: 'settings' };
  }

  showCluster(context: string): void {
    this.view = { kind: 'cluster', context };
  }

  select(id: ForwardId | null): void {
    this.selected = id;
    if (id === null) this.detailsOpen = false;
  }

  newForward(target: Partial<ForwardSettings['target']> = {}, ports: ForwardSettings['ports'] = []): void {
    this.editor = { kind: 'new', target, ports };
  }

  /** A new forward like another: elsewhere, by another port. */
  duplicate(forward: Forward): void {
    this.editor = { kind: 'copy', forward };
  }

  edit(forward: Forward): void {
    this.editor = { kind: 'edit', forward };
  }
}
