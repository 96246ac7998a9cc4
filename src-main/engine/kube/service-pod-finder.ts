import { Emitter, type Listen } from '../../shared/emitter.ts';
import { type Message, message } from '../../shared/language/message.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import { endpointSlicesPath } from './api-paths.ts';
import type { ClusterLease } from './clusters.ts';
import type { EndpointSliceObject, PodObject, ServiceObject, SliceEndpoint } from './kube-objects.ts';
import { objectWords } from './object-words.ts';
import { noReadyPod, rankPods } from './pod-choice.ts';
import {
  type Finding,
  type LastSeen,
  leavingPods,
  type PodFinder,
  listFinding,
  podRef,
  unsupported,
} from './pod-finder.ts';
import { isFinished, isReady, isTerminating } from './pod-status.ts';
import type { PodEndpoint } from './pod-source.ts';
import type { PodsWatch } from './pods-watch.ts';
import { SelectedPods } from './selected-pods.ts';
import { formatSelector, hasSelector } from './selector.ts';
import type { WatchLease } from './shared-watches.ts';
import { serviceTargetPort } from './target-port.ts';
import { newProblem } from '../../shared/problem.ts';

/**
 * The pods of a service by its EndpointSlices, which know of readiness, unready addresses to be published and named ports.
 * Its pods are watched beside them: their deletion is seen there first, and they tell why none is ready. Who may read only
 * one of the two gets along with that one.
 */
export class ServicePodFinder implements PodFinder {
  readonly #target: Target;
  readonly #changed = new Emitter<undefined>();
  readonly #selected: SelectedPods<ServiceObject>;
  readonly #slices: WatchLease<EndpointSliceObject>;
  readonly #stop: () => void;
  #hadSlices = false;

  constructor(target: Target, cluster: ClusterLease, clock: Clock) {
    this.#target = target;
    const { namespace, name } = target;
    this.#slices = cluster.watches.open<EndpointSliceObject>({
      path: endpointSlicesPath(namespace),
      labelSelector: `kubernetes.io/service-name=${name}`,
    });
    this.#hadSlices = this.#slices.list.state.phase === 'live';
    this.#stop = this.#slices.list.onChanged(() => {
      if (this.#slices.list.state.phase === 'live') this.#hadSlices = true;
      this.#changed.emit(undefined);
    });
    const selectorOf = (service: ServiceObject) =>
      formatSelector({ matchLabels: service.spec?.selector ?? {} });
    this.#selected = new SelectedPods({ target, cluster, clock, selectorOf });
    this.#selected.onChanged(() => this.#changed.emit(undefined));
  }

  readonly onChanged: Listen<undefined> = this.#changed.listen;

  get finding(): Finding {
    return this.#selected.finding((service) => this.#findingOf(service));
  }

  fate(pod: PodRef): Message {
    return this.#pods.trouble === null
      ? this.#pods.fate(pod)
      : message('pod.noLongerReady', { pod: pod.name });
  }

  lastSeen(pod: PodRef): LastSeen | null {
    return this.#pods.lastSeen(pod);
  }

  nudge(): void {
    this.#selected.nudge();
    this.#slices.list.nudge();
  }

  [Symbol.dispose](): void {
    this.#selected[Symbol.dispose]();
    this.#stop();
    this.#slices[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
  }

  get #pods(): PodsWatch {
    return this.#selected.pods;
  }

  #findingOf(service: ServiceObject): Finding {
    const called = objectWords(this.#target);
    if (service.spec?.type === 'ExternalName') {
      const outside = service.spec.externalName ?? '';
      return unsupported(message('cluster.serviceOfOutsideName', { service: called, outside }));
    }
    const slices = listFinding(this.#slices.list.state, this.#hadSlices);
    const isWithoutSlices = slices?.kind === 'failed' && slices.problem.code === 'forbidden';
    if (slices !== null && !isWithoutSlices) return slices;
    const isSelecting = hasSelector(service);
    if (isWithoutSlices && isSelecting && this.#pods.trouble !== null) return this.#pods.trouble;
    const endpoints = isWithoutSlices ? this.#fromPods(service) : this.#fromSlices(service);
    if (!isSelecting && endpoints.length === 0) {
      return unsupported(message('cluster.serviceWithoutSelector', { service: called }));
    }
    return {
      kind: 'found',
      endpoints,
      leaving: this.#leaving(),
      none: (lost) => this.#none(called, lost),
    };
  }

  #none(target: Message, lost: Message | null) {
    if (this.#pods.trouble === null) return noReadyPod(target, this.#pods.pods, lost);
    return newProblem(
      'noReadyPod',
      lost === null ? message('pod.noneReady', { target }) : message('pod.noneReadyFor', { trouble: lost }),
    );
  }

  /** Who may not read pods sees in the slices which of them are terminating. */
  #leaving(): PodRef[] {
    if (this.#pods.trouble === null) return leavingPods(this.#pods.pods);
    return [...this.#slices.list.items.values()].flatMap(({ endpoints }) =>
      (endpoints ?? [])
        .filter(({ targetRef, conditions }) => targetRef?.kind === 'Pod' && conditions?.terminating === true)
        .map((endpoint) => this.#refOf(endpoint, undefined)),
    );
  }

  #refOf({ targetRef, nodeName }: SliceEndpoint, pod: PodObject | undefined): PodRef {
    const { name = '', uid = '', namespace = this.#target.namespace } = targetRef ?? {};
    return { namespace, name, uid, node: nodeName ?? pod?.spec?.nodeName ?? null };
  }

  #fromPods(service: ServiceObject): PodEndpoint[] {
    return rankPods(this.#pods.pods).map((pod) => endpointOf(service, podRef(pod), null, pod));
  }

  #fromSlices(service: ServiceObject): PodEndpoint[] {
    const found = new Map<string, PodEndpoint>();
    for (const slice of this.#slices.list.items.values()) {
      for (const endpoint of slice.endpoints ?? []) {
        const { targetRef, conditions } = endpoint;
        if (targetRef?.kind !== 'Pod' || conditions?.ready === false || conditions?.terminating) continue;
        const { name = '', uid = '' } = targetRef;
        const pod = this.#pods.trouble === null ? this.#pods.get(name) : undefined;
        if (this.#isUnusable(uid, pod, service)) continue;
        found.set(uid, endpointOf(service, this.#refOf(endpoint, pod), slice, pod));
      }
    }
    const rank = new Map(rankPods(this.#pods.pods).map((pod, index) => [pod.metadata?.uid ?? '', index]));
    const rankOf = (endpoint: PodEndpoint) => rank.get(endpoint.pod.uid) ?? rank.size;
    return [...found.values()].toSorted(
      (a, b) => rankOf(a) - rankOf(b) || a.pod.name.localeCompare(b.pod.name),
    );
  }

  /** The slices follow the pods by up to a second; what the pods' own watch has seen is newer. */
  #isUnusable(uid: string, pod: PodObject | undefined, { spec }: ServiceObject): boolean {
    if (this.#pods.isDeleted(uid)) return true;
    if (pod?.metadata?.uid !== uid) return false;
    const isOffered = isReady(pod) || spec?.publishNotReadyAddresses === true;
    return isTerminating(pod) || isFinished(pod) || !isOffered;
  }
}

function endpointOf(
  service: ServiceObject,
  pod: PodRef,
  slice: EndpointSliceObject | null,
  object: PodObject | undefined,
): PodEndpoint {
  return {
    pod,
    portFor: (remote) => serviceTargetPort(service, remote, { name: pod.name, slice, spec: object?.spec }),
  };
}
