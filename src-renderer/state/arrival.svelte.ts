import { untrack } from 'svelte';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { Destination, PendingDestination, WindowPart } from '../../src-main/shared/destination.ts';
import type { Client } from '../client.ts';
import { t } from '../language.svelte.ts';
import type { ClustersState } from './clusters.svelte.ts';
import type { ForwardsState } from './forwards.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { ProductionQuestion } from './production-question.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

interface ArrivalOptions {
  readonly client: Client;
  readonly forwards: ForwardsState;
  readonly clusters: ClustersState;
  readonly navigation: Navigation;
  readonly question: ProductionQuestion;
  readonly toasts: Toasts;
}

/** Leads the window to where something outside the page points, as soon as nothing that was typed is lost by it. */
export class Arrival {
  readonly #options: ArrivalOptions;
  #pending = $state.raw<PendingDestination | null>(null);

  constructor(options: ArrivalOptions) {
    this.#options = options;
    options.client.on('destination.changed', ({ destination }) => this.#take(destination));
    options.client.on('file.opened', ({ text }) => this.#import(text));
  }

  apply(snapshot: AppSnapshot): void {
    this.#take(snapshot.destination);
  }

  /** Called again whenever there is another destination, or the way is free. */
  go(): void {
    const pending = this.#pending;
    if (pending === null || this.#isBusy) return;
    untrack(() => {
      this.#uncover();
      this.#show(pending.to);
      this.#arrived(pending);
    });
  }

  #arrived({ id }: PendingDestination): void {
    const { client, toasts } = this.#options;
    this.#pending = null;
    void toasts.attempt(client.request('app.arrived', { id }));
  }

  #take(pending: PendingDestination | null): void {
    const { toasts } = this.#options;
    this.#pending = pending;
    if (pending === null || !this.#isBusy) return;
    if (pending.to.kind === 'link') toasts.show(t('link.waits'));
    // What was chosen in the menu is meant now, not once something else is done.
    if (pending.to.kind === 'part') {
      this.#arrived(pending);
      toasts.show(t('window.busy'));
    }
  }

  #import(text: string): void {
    const { navigation, toasts } = this.#options;
    if (this.#isBusy) {
      toasts.show(t('window.busy'));
      return;
    }
    this.#uncover();
    navigation.import(text);
  }

  #uncover(): void {
    const { navigation } = this.#options;
    navigation.searching = false;
    navigation.showingShortcuts = false;
    navigation.showingServed = false;
  }

  /** Something is filled in, or a question waits for its answer. */
  get #isBusy(): boolean {
    const { navigation, question } = this.#options;
    return navigation.isFilledIn || question.open !== null;
  }

  #showPart(part: WindowPart): void {
    const { navigation } = this.#options;
    switch (part) {
      case 'settings':
        navigation.showSettings();
        return;
      case 'newForward':
        navigation.newForwardHere();
        return;
      case 'search':
        navigation.searching = true;
        return;
      case 'import':
        navigation.import();
        return;
      case 'shortcuts':
        navigation.showingShortcuts = true;
        return;
    }
  }

  /** What is not there any more is not missed: the forwards are shown. */
  #show(to: Destination): void {
    const { forwards, clusters, navigation } = this.#options;
    switch (to.kind) {
      case 'forward':
        if (forwards.find(to.id) === undefined) navigation.showForwards();
        else navigation.showForward(to.id);
        return;
      case 'cluster':
        if (clusters.find(to.context) === undefined) navigation.showForwards();
        else navigation.showCluster(to.context);
        return;
      case 'link':
        navigation.showLinked(to.forward);
        return;
      case 'part':
        this.#showPart(to.part);
        return;
    }
  }
}
