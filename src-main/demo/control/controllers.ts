import type { ObjectStore } from '../api/object-store.ts';
import { reconcileDaemonSets, reconcileJobs, reconcileStatefulSets } from './other-workloads.ts';
import { reconcileDeployments } from './deployments.ts';
import { reconcileEndpointSlices } from './endpoint-slices.ts';
import { reconcileNamespaces } from './namespaces.ts';
import { reconcileReplicaSets } from './replica-sets.ts';

/** The controller manager: after each change of the store, what is brought closer to what is wanted. */
export class Controllers implements Disposable {
  readonly #store: ObjectStore;
  readonly #subscription: Disposable;
  #scheduled: NodeJS.Immediate | null = null;
  /** False: nothing is replaced any more, as when the controller manager is down. */
  #running = true;

  constructor(store: ObjectStore) {
    this.#store = store;
    this.#subscription = store.onChange(() => this.#schedule());
  }

  /** Stops creating and counting until `resume`. */
  pause(): void {
    this.#running = false;
  }

  resume(): void {
    this.#running = true;
    this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
    this.#running = false;
    if (this.#scheduled) clearImmediate(this.#scheduled);
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = null;
      if (this.#running) this.#reconcile();
    });
  }

  /** Whatever it changes schedules it again, until nothing is left to do. */
  #reconcile(): void {
    reconcileNamespaces(this.#store);
    reconcileDeployments(this.#store);
    reconcileReplicaSets(this.#store);
    reconcileStatefulSets(this.#store);
    reconcileDaemonSets(this.#store);
    reconcileJobs(this.#store);
    reconcileEndpointSlices(this.#store);
  }
}
