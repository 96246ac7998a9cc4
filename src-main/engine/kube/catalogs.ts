import type { CatalogDelta, FoundObjects, FoundRows, TargetPort } from '../../shared/catalog.ts';
import { type Problem, ProblemError, problemOf } from '../../shared/problem.ts';
import type { Target, TargetKind } from '../../shared/target.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { collectionPath } from './api-paths.ts';
import { Catalog, workloadKinds } from './catalog.ts';
import { declaredContainerPorts, declaredServicePorts, isShownWorkload } from './catalog-rows.ts';
import type { Clusters } from './clusters.ts';
import type { KubeObject, PodObject, PodSpec, ServiceObject, WorkloadObject } from './kube-objects.ts';
import type { ListWatch } from './list-watch.ts';
import { targetNotFound } from './pod-finder.ts';
import { hasSelector } from './selector.ts';

const kindsOf: Readonly<Record<FoundRows, readonly TargetKind[]>> = {
  services: ['service'],
  workloads: workloadKinds,
  pods: ['pod'],
};

/** What clusters have to offer, for the window's lists and the editor. */
export class Catalogs {
  readonly #clusters: Clusters;
  readonly #log: Log;

  constructor(clusters: Clusters, log: Log) {
    this.#clusters = clusters;
    this.#log = log;
  }

  /**
   * Tells what there is in a namespace (null: in all), and what changes, until disposed. The first call resets every list;
   * later ones come at most every 100 ms. Trouble comes as `failed` lists.
   */
  open(context: string, namespace: string | null, listener: (deltas: CatalogDelta[]) => void): Disposable {
    const stack = new DisposableStack();
    try {
      const cluster = stack.use(this.#clusters.acquire(context));
      stack.use(new Catalog({ cluster, namespace, listener, clock: systemClock }));
    } catch (error) {
      const problem = problemOf(error);
      this.#log.warn(`${context}: ${problem.message}`);
      stack.use(systemClock.after(0, () => listener(failedLists(problem))));
    }
    return stack;
  }

  /**
   * What of a namespace (null: of all) can be forwarded to, as it is now; a list that is watched already is not read again.
   * Kinds that may not be read are left out; throws what the API refuses where that is all of them.
   */
  async targets(
    context: string,
    namespace: string | null,
    rows: FoundRows,
    signal: AbortSignal,
  ): Promise<FoundObjects[]> {
    using cluster = this.#clusters.acquire(context);
    using leases = new DisposableStack();
    const lists = kindsOf[rows].map((kind) => ({
      kind,
      list: leases.use(cluster.watches.open<KubeObject>({ path: collectionPath(kind, namespace) })).list,
    }));
    await Promise.all(lists.map(({ list }) => settled(list, signal)));
    const read = lists.filter(({ list }) => list.state.phase !== 'failed');
    const [refused] = lists;
    if (read.length === 0 && refused?.list.state.phase === 'failed')
      throw ProblemError.of(refused.list.state.problem);
    return read.flatMap(({ kind, list }) => foundObjects(kind, list.items.values()));
  }

  /** The ports that a target declares. Throws `targetNotFound` and what the API may refuse. */
  async ports(target: Target, signal: AbortSignal): Promise<TargetPort[]> {
    using cluster = this.#clusters.acquire(target.context);
    const path = `${collectionPath(target.kind, target.namespace)}/${encodeURIComponent(target.name)}`;
    try {
      return targetPorts(target, await cluster.client.json(path, signal));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'notFound') throw error;
      throw ProblemError.of(targetNotFound(target), error);
    }
  }
}

function isFound(kind: TargetKind, object: KubeObject): boolean {
  if (kind === 'service') return hasSelector(object);
  return kind === 'pod' || isShownWorkload(kind, object);
}

function foundObjects(kind: TargetKind, objects: Iterable<KubeObject>): FoundObjects[] {
  const offered = [...objects].filter((object) => isFound(kind, object));
  const byNamespace = Map.groupBy(offered, ({ metadata }) => metadata?.namespace ?? '');
  return [...byNamespace].map(([namespace, members]) => ({
    kind,
    namespace,
    names: members.map(({ metadata }) => metadata?.name ?? ''),
    ports: kind === 'service' ? members.map(declaredServicePorts) : [],
  }));
}

/** Resolves once a list is there or cannot be had; rejects with the signal's reason. */
async function settled(list: ListWatch<KubeObject>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  using cleanup = new DisposableStack();
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const look = () => {
    if (list.state.phase !== 'loading') resolve(undefined);
  };
  cleanup.defer(list.onChanged(look));
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  cleanup.defer(() => signal.removeEventListener('abort', abort));
  look();
  await promise;
}

function targetPorts(target: Target, object: unknown): TargetPort[] {
  switch (target.kind) {
    case 'service': {
      const service = object as ServiceObject;
      const said = service.spec?.ports ?? [];
      return declaredServicePorts(service).map((port, index) => ({
        ...port,
        appProtocol: said[index]?.appProtocol || null,
      }));
    }
    case 'pod':
      return containerTargets((object as PodObject).spec);
    case 'deployment':
    case 'replicaset':
    case 'statefulset':
    case 'daemonset':
    case 'job':
      return containerTargets((object as WorkloadObject).spec?.template?.spec);
  }
}

function containerTargets(spec: PodSpec | undefined): TargetPort[] {
  return declaredContainerPorts(spec).map((port) => ({ ...port, appProtocol: null }));
}

function failedLists(problem: Problem): CatalogDelta[] {
  const failed = { phase: 'failed' as const, problem, reset: true, removed: [] };
  return [
    { kind: 'namespaces', ...failed, upserts: [] },
    { kind: 'services', ...failed, upserts: [] },
    { kind: 'workloads', ...failed, upserts: [] },
    { kind: 'pods', ...failed, upserts: [] },
  ];
}
