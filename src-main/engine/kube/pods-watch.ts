import { Emitter, type Listen } from '../../shared/emitter.ts';
import type { Message } from '../../shared/language/message.ts';
import type { PodRef } from '../../shared/session.ts';
import { collectionPath } from './api-paths.ts';
import type { ClusterLease } from './clusters.ts';
import type { PodObject } from './kube-objects.ts';
import { type Finding, fateOf, type LastSeen, listFinding } from './pod-finder.ts';
import type { WatchLease } from './shared-watches.ts';

/** So many deleted pods are remembered: slices that still have them are seconds behind, not thousands of pods. */
const deletedLimit = 1_000;
/** Of so many it is also kept how they were, to tell why they went. */
const lastSeenLimit = 32;

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
  readonly #lastSeen = new Map<string, PodObject>();

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

  lastSeen({ name, uid }: PodRef): LastSeen | null {
    const now = this.get(name);
    if (now?.metadata?.uid === uid) return { object: now, isThere: true };
    const object = this.#lastSeen.get(uid);
    return object === undefined ? null : { object, isThere: false };
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
      for (const pod of removed) this.#remember(pod);
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

  #remember(pod: PodObject): void {
    const uid = pod.metadata?.uid ?? '';
    this.#deleted.add(uid);
    this.#lastSeen.set(uid, pod);
    const [oldest] = this.#deleted;
    if (this.#deleted.size > deletedLimit && oldest !== undefined) this.#deleted.delete(oldest);
    const [first] = this.#lastSeen.keys();
    if (this.#lastSeen.size > lastSeenLimit && first !== undefined) this.#lastSeen.delete(first);
  }

  #release(): void {
    this.#stop?.();
    this.#lease?.[Symbol.dispose]();
    this.#lease = null;
    this.#stop = null;
    this.#wasLive = false;
  }
}
