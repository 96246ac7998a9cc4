import type { Client } from '../client.ts';
import type { ClustersState } from './clusters.svelte.ts';
import type { Demo } from './demo.ts';
import type { ForwardsState } from './forwards.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { SettingsState } from './settings.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What is worth knowing at first. */
export type TourStep = 'port' | 'address' | 'tray';
type Steps = readonly [TourStep, ...TourStep[]];

const fromCluster: Steps = ['port', 'address', 'tray'];
/** Who has a forward already is shown that one first, and last how to make the next. */
const fromForwards: Steps = ['address', 'tray', 'port'];

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
  #steps = $state.raw(fromCluster);
  #step = $state.raw<TourStep | null>(null);
  /** The cluster whose ports are shown. */
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

  /** All of them, in the order in which they are shown now. */
  get steps(): readonly TourStep[] {
    return this.#steps;
  }

  /**
   * Begins where a newcomer has just opened the first cluster, or sees the forward that the demo gave them: nobody with
   * forwards of their own is one.
   */
  beginWhereDue(): void {
    const { clusters, forwards, navigation, settings } = this.#parts;
    const { view } = navigation;
    if (this.#step !== null || this.#isOver || settings.value.tourSeen) return;
    const contexts = forwards.list.map(({ target }) => target.context);
    if (!contexts.every((context) => clusters.find(context)?.source === 'demo')) return;
    const [demo] = contexts;
    if (view.kind === 'cluster') this.#begin(fromCluster, view.context);
    else if (view.kind === 'forwards' && demo !== undefined) this.#begin(fromForwards, demo);
  }

  /** Begins once more, in the open cluster, else in the one that pickers begin with, else in the demo. */
  restart(): void {
    const { clusters, demo, navigation } = this.#parts;
    const { view } = navigation;
    const context = view.kind === 'cluster' ? view.context : clusters.preferred?.name;
    if (context === undefined) {
      this.#steps = fromCluster;
      this.#step = 'port';
      demo.open();
    } else {
      this.#begin(fromCluster, context);
    }
  }

  /** Whoever goes on without being told, to a cluster or to the forwards, is shown what there is to see there. */
  follow(): void {
    const { forwards, navigation } = this.#parts;
    const { view } = navigation;
    if (view.kind === 'cluster') this.#goOn('port');
    if (view.kind === 'forwards' && forwards.list.length > 0) this.#goOn('address');
    if (view.kind === 'cluster' && this.#step === 'port') this.#context = view.context;
  }

  next(): void {
    if (this.#step === null) return;
    const step = this.#steps[this.#steps.indexOf(this.#step) + 1];
    if (step === undefined) this.end();
    else this.#show(step);
  }

  back(): void {
    if (this.#step === null) return;
    const step = this.#steps[this.#steps.indexOf(this.#step) - 1];
    if (step !== undefined) this.#show(step);
  }

  /** Finished or skipped: it does not come by itself again. */
  end(): void {
    const { client, settings, toasts } = this.#parts;
    this.#step = null;
    this.#isOver = true;
    if (!settings.value.tourSeen) void toasts.attempt(client.request('settings.change', { tourSeen: true }));
  }

  #begin(steps: Steps, context: string): void {
    this.#steps = steps;
    this.#context = context;
    this.#show(steps[0]);
  }

  #goOn(step: TourStep): void {
    if (this.#step === null) return;
    if (this.#steps.indexOf(step) > this.#steps.indexOf(this.#step)) this.#step = step;
  }

  #show(step: TourStep): void {
    const { navigation } = this.#parts;
    this.#step = step;
    if (step !== 'port') navigation.showForwards();
    else if (this.#context !== null) navigation.showCluster(this.#context);
  }
}
