import type { Clock } from '../../clock.ts';
import { isAborted, pause } from '../../pause.ts';
import { retryDelay } from '../../retry-delay.ts';
import { collectionPath, groupedPath, namespacesPath } from '../../kube/api-paths.ts';
import { isClusterFault } from '../../kube/cluster-health.ts';
import type { ClusterLease } from '../../kube/clusters.ts';
import { busyAttempts, isBusy } from '../../kube/kube-problem.ts';
import { readServed, type ServedResources } from '../../kube/discovery.ts';
import { type EntryKind, entryGroups, entryKindNames, entryKinds } from '../../kube/entry-kinds.ts';
import type { EntryObject, KubeObject, NamespaceObject, ServiceObject } from '../../kube/kube-objects.ts';
import { problemOf } from '../../../shared/problem.ts';
import { SeenList } from '../seen-list.ts';
import type { RouteWorld, Seen } from '../world.ts';

type EntriesSeen = Pick<RouteWorld, 'entries' | 'allServices' | 'namespaces'>;

/**
 * The lists of all kinds of entries that the cluster serves, by its discovery. What only they need (the services of all
 * namespaces, which are many) is read once there is any of them.
 */
export class EntryLists implements Disposable {
  readonly #cluster: ClusterLease;
  readonly #clock: Clock;
  readonly #namespace: string;
  readonly #onChanged: () => void;
  readonly #cleanup = new DisposableStack();
  readonly #closed = new AbortController();
  /** Null before the discovery was read. */
  #entries: Map<EntryKind, SeenList<EntryObject> | Seen<EntryObject>> | null = null;
  #around: { services: SeenList<ServiceObject>; namespaces: SeenList<NamespaceObject> } | null = null;

  constructor(cluster: ClusterLease, namespace: string, clock: Clock, onChanged: () => void) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#namespace = namespace;
    this.#onChanged = onChanged;
    this.#cleanup.defer(() => this.#closed.abort());
    void this.#discover();
  }

  /** Null while anything of it is still being read. */
  get seen(): EntriesSeen | null {
    if (this.#entries === null) return null;
    const entries: Partial<Record<EntryKind, Seen<EntryObject>>> = {};
    for (const [kind, list] of this.#entries) {
      const seen = list instanceof SeenList ? list.seen : list;
      if (seen === null) return null;
      entries[kind] = seen;
    }
    const known = entries as Record<EntryKind, Seen<EntryObject>>;
    if (!Object.values(known).some((seen) => seen.state === 'read' && seen.items.length > 0))
      return { entries: known, allServices: nothing, namespaces: nothing };
    this.#around ??= this.#openAround();
    const allServices = this.#around.services.seen;
    const namespaces = this.#around.namespaces.seen;
    return allServices === null || namespaces === null ? null : { entries: known, allServices, namespaces };
  }

  /** Asks at once for what could not be read. */
  refresh(): void {
    const around = Object.values(this.#around ?? {});
    for (const list of [...(this.#entries?.values() ?? []), ...around])
      if (list instanceof SeenList) list.refresh();
  }

  [Symbol.dispose](): void {
    this.#cleanup.dispose();
  }

  /** Asked again only where the cluster was away or busy: a refusal stays one. */
  async #discover(): Promise<void> {
    const { signal } = this.#closed;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const served = await readServed(this.#cluster.client, entryGroups, signal);
        if (isAborted(signal)) return;
        this.#entries = new Map(entryKindNames.map((kind) => [kind, this.#open(kind, served)]));
        this.#onChanged();
        return;
      } catch (error) {
        if (isAborted(signal)) return;
        const problem = problemOf(error);
        const mayPass = isClusterFault(problem.code) || isBusy(error);
        if (!isBusy(error) || attempt >= busyAttempts) {
          this.#entries = new Map(entryKindNames.map((kind) => [kind, { state: 'unreadable', problem }]));
          this.#onChanged();
        }
        if (!mayPass) return;
        await pause(retryDelay(attempt, this.#clock.random()), this.#clock, signal);
        await this.#cluster.health.up(signal);
        if (isAborted(signal)) return;
      }
    }
  }

  #open(kind: EntryKind, served: ServedResources): SeenList<EntryObject> | Seen<EntryObject> {
    const { versions, plural, scope } = entryKinds[kind];
    const version = versions.find((each) => served.get(each)?.has(plural));
    if (version === undefined) return { state: 'absent' };
    const own = groupedPath(version, plural, this.#namespace);
    const all = groupedPath(version, plural, null);
    return this.#list<EntryObject>(scope === 'namespace' ? own : all, scope === 'all' ? own : null);
  }

  #openAround() {
    const own = collectionPath('service', this.#namespace);
    return {
      services: this.#list<ServiceObject>(collectionPath('service', null), own),
      namespaces: this.#list<NamespaceObject>(namespacesPath, null),
    };
  }

  #list<T extends KubeObject>(path: string, own: string | null): SeenList<T> {
    return this.#cleanup.use(new SeenList<T>(this.#cluster, path, own, this.#onChanged));
  }
}

const nothing = { state: 'read', items: [], elsewhere: null } as const;
