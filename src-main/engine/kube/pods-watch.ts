import { Emitter, type Listen } from '../../shared/emitter.ts';
import type { Message } from '../../shared/language/message.ts';
import type { PodRef } from '../../shared/session.ts';
import { collectionPath } from './api-paths.ts';
import type { ClusterLease } from './clusters.ts';
import type { PodObject } from './kube-objects.ts';
import { type Finding, fateOf, listFinding } from './pod-finder.ts';
import type { WatchLease } from './shared-watches.ts';

/** So many deleted pods are remembered: slices that still have them are seconds behind, not thousands of pods. */
const deletedLimit = 1_000;

/** The pods of a namespace that a selector chooses; the selector may change, as that of a workload can. */
export class PodsWatch implements Disposable {
  readonly #cluster: ClusterLease;
  readonly #namespace: string;
  readonly #changed = new Emitter<undefined>();
  #selector: string | null = null;
  #lease: WatchLease<PodObject> | null = null;
  #stop: (() => void) | null = null;
  #wasLive = false;
  readonly #deleted = new Set<string>();

  constructor(cluster: ClusterLease, namespace: string) {
    this.#cluster = cluster;
    this.#namespace = namespace;
  }

  readonly onChanged: Listen<undefined> = this.#changed.listen;

  /** Null: `pods` can be worked with. */
  get trouble(): Exclude<Finding, { kind: 'found' }> | null {
    return this.#lease === null ? { kind: 'looking' } : listFinding(this.#lease.list.state, this.#wasLive);
  }

  get pods(): PodObject[] {
    return [...(this.#lease?.list.items.values() ?? [])];
  }

  get(name: string): PodObject | undefined {
    return this.#lease?.list.items.get(`${this.#namespace}/${name}`);
  }

  /** True once the pod of this UID was seen to be deleted. */
  isDeleted(uid: string): boolean {
    return this.#deleted.has(uid);
  }

  fate(pod: PodRef): Message {
    return fateOf(pod, this.get(pod.name));
  }

  /** Watches by this selector from now on; null watches nothing. */
  select(selector: string | null): void {
    if (selector === this.#selector) return;
    this.#release();
    this.#selector = selector;
    if (selector === null) return;
    const lease = this.#cluster.watches.open<PodObject>({
      path: collectionPath('pod', this.#namespace),
      labelSelector: selector,
    });
    this.#lease = lease;
    this.#wasLive = lease.list.state.phase === 'live';
    this.#stop = lease.list.onChanged(({ removed }) => {
      if (lease.list.state.phase === 'live') this.#wasLive = true;
      for (const { metadata } of removed) this.#remember(metadata?.uid ?? '');
      this.#changed.emit(undefined);
    });
  }

  nudge(): void {
    this.#lease?.list.nudge();
  }

  [Symbol.dispose](): void {
    this.#release();
    this.#changed[Symbol.dispose]();
  }

  #remember(uid: string): void {
    this.#deleted.add(uid);
    const [oldest] = this.#deleted;
    if (this.#deleted.size > deletedLimit && oldest !== undefined) this.#deleted.delete(oldest);
  }

  #release(): void {
    this.#stop?.();
    this.#lease?.[Symbol.dispose]();
    this.#lease = null;
    this.#stop = null;
    this.#wasLive = false;
  }
}
