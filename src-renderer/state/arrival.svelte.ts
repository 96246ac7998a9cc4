import { untrack } from 'svelte';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { Destination, PendingDestination } from '../../src-main/shared/destination.ts';
import type { Client } from '../client.ts';
import { t } from '../language.svelte.ts';
import type { ClustersState } from './clusters.svelte.ts';
import type { ForwardsState } from './forwards.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

interface ArrivalOptions {
  readonly client: Client;
  readonly forwards: ForwardsState;
  readonly clusters: ClustersState;
  readonly navigation: Navigation;
  readonly toasts: Toasts;
}

/** Leads the window to where a notification or a link points, as soon as nothing that was typed is lost by it. */
export class Arrival {
  readonly #options: ArrivalOptions;
  #pending = $state.raw<PendingDestination | null>(null);

  constructor(options: ArrivalOptions) {
    this.#options = options;
    options.client.on('destination.changed', ({ destination }) => this.#take(destination));
  }

  apply(snapshot: AppSnapshot): void {
    this.#take(snapshot.destination);
  }

  /** Called again whenever there is another destination, or the way is free. */
  go(): void {
    const { client, navigation, toasts } = this.#options;
    const pending = this.#pending;
    if (pending === null || navigation.isFilledIn) return;
    untrack(() => {
      this.#pending = null;
      navigation.searching = false;
      navigation.showingShortcuts = false;
      this.#show(pending.to);
      void toasts.attempt(client.request('app.arrived', { id: pending.id }));
    });
  }

  #take(pending: PendingDestination | null): void {
    const { navigation, toasts } = this.#options;
    this.#pending = pending;
    if (pending?.to.kind === 'link' && navigation.isFilledIn) toasts.show(t('link.waits'));
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
    }
  }
}
