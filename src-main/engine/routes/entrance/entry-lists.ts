import type { Clock } from '../../clock.ts';
import { isAborted, pause } from '../../pause.ts';
import { retryDelay } from '../../retry-delay.ts';
import { collectionPath, groupedPath, namespacesPath } from '../../kube/api-paths.ts';
import { isClusterFault } from '../../kube/cluster-health.ts';
import type { ClusterLease } from '../../kube/clusters.ts';
import { busyAttempts, isBusy } from '../../kube/kube-problem.ts';
import { refusedRetryMs } from '../../kube/list-watch.ts';
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
  /** Whether a discovery succeeded. */
  #isRead = false;
  /** Ends a discovery that is under way: another one begins. */
  #asking = new AbortController();
  /** By its path, each list that is open. */
  readonly #lists = new Map<string, SeenList<EntryObject>>();
  /** Null before the discovery was read. */
  #entries: ReadonlyMap<EntryKind, SeenList<EntryObject> | Seen<EntryObject>> | null = null;
  #around: { services: SeenList<ServiceObject>; namespaces: SeenList<NamespaceObject> } | null = null;

  constructor(cluster: ClusterLease, namespace: string, clock: Clock, onChanged: () => void) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#namespace = namespace;
    this.#onChanged = onChanged;
    this.#cleanup.defer(() => {
      for (const list of this.#lists.values()) list[Symbol.dispose]();
    });
    this.#cleanup.defer(() => this.#closed.abort());
    this.#cleanup.defer(cluster.client.onReopened(() => this.#discoverAnew()));
    this.#discoverAnew();
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

  /** Asks at once which kinds there are now, and for what could not be read. */
  refresh(): void {
    this.#discoverAnew();
    for (const list of [...this.#lists.values(), ...Object.values(this.#around ?? {})]) list.refresh();
  }

  [Symbol.dispose](): void {
    this.#cleanup.dispose();
  }

  #discoverAnew(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
    void this.#discover(AbortSignal.any([this.#closed.signal, this.#asking.signal]));
  }

  /** Until it is read. Never rejects. What an earlier one found stays while this one is refused. */
  async #discover(signal: AbortSignal): Promise<void> {
    const wasRead = this.#isRead;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const served = await readServed(this.#cluster.client, entryGroups, signal);
        if (isAborted(signal)) return;
        this.#follow(served);
        return;
      } catch (error) {
        if (isAborted(signal)) return;
        const problem = problemOf(error);
        if (!wasRead && (!isBusy(error) || attempt >= busyAttempts)) {
          this.#entries = new Map(entryKindNames.map((kind) => [kind, { state: 'unreadable', problem }]));
          this.#onChanged();
        }
        const mayPass = isClusterFault(problem.code) || isBusy(error);
        const delay = mayPass ? retryDelay(attempt, this.#clock.random()) : refusedRetryMs;
        await pause(delay, this.#clock, signal);
        await this.#cluster.health.up(signal);
        if (isAborted(signal)) return;
      }
    }
  }

  /** Lists that are open stay so; those of kinds that are not served any more are closed. */
  #follow(served: ServedResources): void {
    this.#isRead = true;
    const before = new Set(this.#lists.keys());
    this.#entries = new Map(
      entryKindNames.map((kind): [EntryKind, SeenList<EntryObject> | Seen<EntryObject>] => {
        const paths = this.#pathsOf(kind, served);
        if (paths === null) return [kind, { state: 'absent' }];
        before.delete(paths.path);
        return [kind, this.#openOnce(paths.path, paths.own)];
      }),
    );
    for (const path of before) {
      this.#lists.get(path)?.[Symbol.dispose]();
      this.#lists.delete(path);
    }
    this.#onChanged();
  }

  /** Where its objects are, and those of the own namespace where these are not all that matter; null where it is not served. */
  #pathsOf(kind: EntryKind, served: ServedResources): { path: string; own: string | null } | null {
    const { versions, plural, scope } = entryKinds[kind];
    const version = versions.find((each) => served.get(each)?.has(plural));
    if (version === undefined) return null;
    const own = groupedPath(version, plural, this.#namespace);
    const all = groupedPath(version, plural, null);
    return scope === 'namespace'
      ? { path: own, own: null }
      : { path: all, own: scope === 'all' ? own : null };
  }

  #openOnce(path: string, own: string | null): SeenList<EntryObject> {
    const open = this.#lists.get(path);
    if (open !== undefined) return open;
    const list = new SeenList<EntryObject>(this.#cluster, path, own, this.#onChanged);
    this.#lists.set(path, list);
    return list;
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
