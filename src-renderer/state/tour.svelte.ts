import type { Client } from '../client.ts';
import type { ClustersState } from './clusters.svelte.ts';
import type { Demo } from './demo.ts';
import type { ForwardsState } from './forwards.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { SettingsState } from './settings.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What is worth knowing at first, in this order. */
export const tourSteps = ['port', 'address', 'tray'] as const;
export type TourStep = (typeof tourSteps)[number];

interface Parts {
  readonly client: Client;
  readonly clusters: ClustersState;
  readonly demo: Demo;
  readonly forwards: ForwardsState;
  readonly navigation: Navigation;
  readonly settings: SettingsState;
  readonly toasts: Toasts;
}

/** Three steps that show a newcomer around; they come by themselves once, and again when asked for. */
export class Tour {
  readonly #parts: Parts;
  #step = $state.raw<TourStep | null>(null);
  /** The cluster whose ports the first step shows. */
  #context: string | null = null;
  /** In this run already; that it is saved is heard only later. */
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The present one; null while nobody is shown around. */
  get step(): TourStep | null {
    return this.#step;
  }

  /** Begins where a newcomer has just opened the first cluster: nobody with forwards of their own is one. */
  beginWhereDue(): void {
    const { clusters, forwards, navigation, settings } = this.#parts;
    const { view } = navigation;
    if (this.#step !== null || this.#isOver || settings.value.tourSeen || view.kind !== 'cluster') return;
    const isDemo = (context: string) => clusters.find(context)?.source === 'demo';
    if (forwards.list.every(({ target }) => isDemo(target.context))) this.#begin(view.context);
  }

  /** Begins once more, in the open cluster, else in the one that pickers begin with, else in the demo. */
  restart(): void {
    const { clusters, demo, navigation } = this.#parts;
    const { view } = navigation;
    const context = view.kind === 'cluster' ? view.context : clusters.preferred?.name;
    if (context === undefined) {
      this.#step = 'port';
      demo.open();
    } else {
      this.#begin(context);
    }
  }

  /** Whoever goes to the forwards without being told is shown what there is to see there. */
  follow(): void {
    const { forwards, navigation } = this.#parts;
    const { view } = navigation;
    if (view.kind === 'cluster' && this.#step === 'port') this.#context = view.context;
    if (view.kind === 'forwards' && this.#step === 'port' && forwards.list.length > 0) this.#step = 'address';
  }

  next(): void {
    if (this.#step === null) return;
    const step = tourSteps[tourSteps.indexOf(this.#step) + 1];
    if (step === undefined) return this.end();
    this.#step = step;
    this.#parts.navigation.showForwards();
  }

  back(): void {
    if (this.#step === 'tray') this.#step = 'address';
    else if (this.#context !== null) this.#begin(this.#context);
  }

  /** Finished or skipped: it does not come by itself again. */
  end(): void {
    const { client, settings, toasts } = this.#parts;
    this.#step = null;
    this.#isOver = true;
    if (!settings.value.tourSeen) void toasts.attempt(client.request('settings.change', { tourSeen: true }));
  }

  #begin(context: string): void {
    this.#context = context;
    this.#step = 'port';
    this.#parts.navigation.showCluster(context);
  }
}
