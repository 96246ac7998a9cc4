import type { CatalogDelta, WorkloadRow } from '../../shared/catalog.ts';
import type { Clock } from '../clock.ts';
import { collectionPath, endpointSlicesPath, namespacesPath } from './api-paths.ts';
import {
  isShownWorkload,
  namespaceRow,
  podRow,
  serviceRow,
  workloadKey,
  workloadRow,
} from './catalog-rows.ts';
import { CatalogSection, feed } from './catalog-section.ts';
import type { ClusterLease } from './clusters.ts';
import {
  type EndpointSliceObject,
  type KubeObject,
  keyOf,
  type PodObject,
  type ServiceObject,
  type WorkloadObject,
} from './kube-objects.ts';
import type { ListWatch } from './list-watch.ts';

interface CatalogOptions {
  readonly cluster: ClusterLease;
  /** Null for all namespaces. */
  readonly namespace: string | null;
  readonly listener: (deltas: CatalogDelta[]) => void;
  readonly clock: Clock;
}

/** The shortest time between two calls of the listener, so that a rollout of hundreds of pods stays readable. */
const tellEveryMs = 100;

interface Section {
  readonly hasMore: boolean;
  delta(): CatalogDelta | null;
}

export const workloadKinds = ['deployment', 'statefulset', 'daemonset', 'replicaset', 'job'] as const;

/** What a window shows of one cluster: slim rows, live, told in deltas. */
export class Catalog implements Disposable {
  readonly #options: CatalogOptions;
  readonly #cleanup = new DisposableStack();
  readonly #sections: readonly Section[];
  #timer: Disposable | null = null;
  #isQuiet = true;

  constructor(options: CatalogOptions) {
    this.#options = options;
    this.#sections = [this.#namespaces(), this.#services(), this.#workloads(), this.#pods()];
    // Not from within the constructor: the caller does not have us yet.
    this.#tellAfter(0);
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#cleanup.dispose();
  }

  #namespaces(): Section {
    const list = this.#list<KubeObject>(namespacesPath);
    const section = new CatalogSection({
      kind: 'namespaces',
      phases: () => [list.state],
      row: (key) => rowOf(list, key, namespaceRow),
    });
    this.#feed(list, (object) => section.touch(keyOf(object)));
    return section;
  }

  #services(): Section {
    const { namespace } = this.#options;
    const services = this.#list<ServiceObject>(collectionPath('service', namespace));
    const slices = this.#list<EndpointSliceObject>(endpointSlicesPath(namespace));
    const slicesOf = new Map<string, Map<string, EndpointSliceObject>>();
    const section = new CatalogSection({
      kind: 'services',
      phases: () => [services.state],
      row: (key) => rowOf(services, key, (service) => serviceRow(service, slicesOf.get(key)?.values() ?? [])),
    });
    this.#feed(services, (service) => section.touch(keyOf(service)));
    this.#feed(slices, (slice) => {
      const service = slice.metadata?.labels?.['kubernetes.io/service-name'];
      if (service === undefined) return;
      const key = `${slice.metadata?.namespace ?? ''}/${service}`;
      const siblings = slicesOf.get(key) ?? new Map<string, EndpointSliceObject>();
      const now = slices.items.get(keyOf(slice));
      if (now === undefined) siblings.delete(keyOf(slice));
      else siblings.set(keyOf(slice), now);
      if (siblings.size === 0) slicesOf.delete(key);
      else slicesOf.set(key, siblings);
      section.touch(key);
    });
    return section;
  }

  #workloads(): Section {
    const lists = workloadKinds.map((kind) => {
      const list = this.#list<WorkloadObject>(collectionPath(kind, this.#options.namespace));
      return { kind, list };
    });
    const section = new CatalogSection<WorkloadRow>({
      kind: 'workloads',
      phases: () => lists.map(({ list }) => list.state),
      row: (key) => {
        const [kind = '', ...rest] = key.split('/');
        const found = lists.find((one) => one.kind === kind);
        return found === undefined
          ? null
          : rowOf(found.list, rest.join('/'), (workload) => workloadRow(found.kind, workload));
      },
    });
    for (const { kind, list } of lists) {
      this.#feed(list, (workload) => {
        if (isShownWorkload(kind, workload)) section.touch(workloadKey(kind, workload));
      });
    }
    return section;
  }

  #pods(): Section {
    const list = this.#list<PodObject>(collectionPath('pod', this.#options.namespace));
    const section = new CatalogSection({
      kind: 'pods',
      phases: () => [list.state],
      row: (key) => rowOf(list, key, podRow),
    });
    this.#feed(list, (pod) => section.touch(keyOf(pod)));
    return section;
  }

  #list<T extends KubeObject>(path: string): ListWatch<T> {
    return this.#cleanup.use(this.#options.cluster.watches.open<T>({ path })).list;
  }

  #feed<T extends KubeObject>(list: ListWatch<T>, touch: (object: T) => void): void {
    const stop = feed(list, touch, () => {
      if (this.#isQuiet) this.#tellAfter(0);
    });
    this.#cleanup.defer(stop);
  }

  /** The first change is told at once; those that follow are gathered. */
  #tellAfter(ms: number): void {
    this.#isQuiet = false;
    this.#timer = this.#options.clock.after(ms, () => {
      const deltas = this.#sections.flatMap((section) => section.delta() ?? []);
      const hasMore = this.#sections.some((section) => section.hasMore);
      if (deltas.length === 0 && !hasMore) {
        this.#isQuiet = true;
        return;
      }
      // Thousands of rows are told piece by piece, so that the forwards' bytes flow in between.
      this.#tellAfter(hasMore ? 0 : tellEveryMs);
      if (deltas.length > 0) this.#options.listener(deltas);
    });
  }
}

function rowOf<T extends KubeObject, R>(list: ListWatch<T>, key: string, make: (object: T) => R): R | null {
  const object = list.items.get(key);
  return object === undefined ? null : make(object);
}
