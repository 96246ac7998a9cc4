import { problemOf } from '../../shared/problem.ts';
import type { RouteNews } from '../../shared/route.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import { collectionPath, endpointSlicesPath, nodesPath } from '../kube/api-paths.ts';
import type { ClusterLease } from '../kube/clusters.ts';
import type {
  EndpointSliceObject,
  KubeObject,
  NodeObject,
  PodObject,
  ServiceObject,
  WorkloadObject,
} from '../kube/kube-objects.ts';
import { ObjectWatch } from '../kube/object-watch.ts';
import { targetNotFound } from '../kube/pod-finder.ts';
import { PodsWatch } from '../kube/pods-watch.ts';
import { formatSelector } from '../kube/selector.ts';
import { EntryLists } from './entrance/entry-lists.ts';
import { readRights } from './read-rights.ts';
import { routeMap } from './route-map.ts';
import { SeenList } from './seen-list.ts';
import { selectorOf } from './subject.ts';
import type { Rights, Seen } from './world.ts';

interface RouteWatchOptions {
  readonly target: Target;
  readonly cluster: ClusterLease;
  readonly clock: Clock;
  readonly listener: (news: RouteNews) => void;
}

type TargetObject = ServiceObject | WorkloadObject | PodObject;

/** Changes are gathered for so long: a rollout changes pods, slices and services one after the other. */
const gatherMs = 100;

/** The ways in to one target, kept true by watches; told once all that decides them has been read, and when it changes. */
export class RouteWatch implements Disposable {
  readonly #options: RouteWatchOptions;
  readonly #cleanup = new DisposableStack();
  readonly #closed = new AbortController();
  readonly #object: ObjectWatch<TargetObject>;
  readonly #pods: PodsWatch;
  readonly #services: SeenList<ServiceObject>;
  readonly #slices: SeenList<EndpointSliceObject>;
  readonly #nodes: SeenList<NodeObject>;
  readonly #entries: EntryLists;
  #rights: Rights | null = null;
  #asking = new AbortController();
  #told = '';
  #timer: Disposable | null = null;

  constructor(options: RouteWatchOptions) {
    this.#options = options;
    const { target, cluster, clock } = options;
    const { namespace, kind, name } = target;
    this.#cleanup.defer(() => this.#closed.abort());
    this.#object = this.#cleanup.use(
      new ObjectWatch<TargetObject>({ cluster, clock, path: collectionPath(kind, namespace), name }),
    );
    this.#pods = this.#cleanup.use(new PodsWatch(cluster, namespace));
    this.#services = this.#list(collectionPath('service', namespace));
    this.#slices = this.#list(endpointSlicesPath(namespace));
    this.#nodes = this.#list(nodesPath);
    this.#entries = this.#cleanup.use(new EntryLists(cluster, namespace, clock, () => this.#tellSoon()));
    this.#object.onChanged(() => this.#follow());
    this.#pods.onChanged(() => this.#tellSoon());
    this.#cleanup.defer(cluster.client.onReopened(() => void this.#readRights()));
    this.#cleanup.defer(
      cluster.health.onChanged(({ phase }) => {
        // Asked while the cluster was away, it could not say.
        const isOpen = Object.values(this.#rights ?? {}).includes('unknown');
        if (phase === 'connected' && isOpen) void this.#readRights();
      }),
    );
    void this.#readRights();
    this.#follow();
  }

  /** Asks again for rights, for the kinds that there are, and for lists that were refused. */
  refresh(): void {
    void this.#readRights();
    for (const list of [this.#services, this.#slices, this.#nodes]) list.refresh();
    this.#entries.refresh();
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#cleanup.dispose();
  }

  #list<T extends KubeObject>(path: string): SeenList<T> {
    return this.#cleanup.use(new SeenList<T>(this.#options.cluster, path, null, () => this.#tellSoon()));
  }

  async #readRights(): Promise<void> {
    const { clock, cluster, target } = this.#options;
    this.#asking.abort();
    this.#asking = new AbortController();
    const signal = AbortSignal.any([this.#closed.signal, this.#asking.signal]);
    try {
      this.#rights = await readRights(cluster.client, target.namespace, clock, signal);
      this.#tellSoon();
    } catch {
      // Closed or asked anew meanwhile: nobody waits for them.
    }
  }

  #follow(): void {
    const { sighting } = this.#object;
    if (sighting.kind === 'found') {
      const selector = selectorOf(this.#options.target, sighting.object);
      this.#pods.select(selector === null ? null : formatSelector(selector));
    }
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#closed.signal.aborted) return;
    this.#timer ??= this.#options.clock.after(gatherMs, () => {
      this.#timer = null;
      const news = this.#judged();
      if (news === null) return;
      const text = JSON.stringify(news);
      if (text === this.#told) return;
      this.#told = text;
      this.#options.listener(news);
    });
  }

  /** An object of which nobody thought may break a finder: then that is told, and the next change is judged anew. */
  #judged(): RouteNews | null {
    try {
      return this.#news();
    } catch (error) {
      return { phase: 'failed', problem: problemOf(error) };
    }
  }

  /** Null while something that decides is still being read. */
  #news(): RouteNews | null {
    const { target } = this.#options;
    const { sighting } = this.#object;
    switch (sighting.kind) {
      case 'looking':
        return null;
      case 'failed':
      case 'unreadable':
        return { phase: 'failed', problem: sighting.problem };
      case 'missing':
        return { phase: 'failed', problem: targetNotFound(target) };
      case 'found':
        break;
    }
    const services = this.#services.seen;
    const slices = this.#slices.seen;
    const nodes = this.#nodes.seen;
    const entries = this.#entries.seen;
    const pods = this.#seenPods(sighting.object);
    const rights = this.#rights;
    if (!services || !slices || !nodes || !entries || !pods || !rights) return null;
    const { object } = sighting;
    const read = { target, object, services, slices, pods, world: { nodes, rights, ...entries } };
    return { phase: 'live', map: routeMap(read) };
  }

  /** Null while they are being read. */
  #seenPods(object: TargetObject): Seen<PodObject> | null {
    const { target } = this.#options;
    if (target.kind === 'pod') return { state: 'read', items: [object as PodObject], elsewhere: null };
    const selector = selectorOf(target, object);
    if (selector === null || formatSelector(selector) === null)
      return { state: 'read', items: [], elsewhere: null };
    const { trouble } = this.#pods;
    if (trouble === null) return { state: 'read', items: this.#pods.pods, elsewhere: null };
    return trouble.kind === 'looking' ? null : { state: 'unreadable', problem: trouble.problem };
  }
}
