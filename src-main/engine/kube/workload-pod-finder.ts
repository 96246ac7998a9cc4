import { Emitter, type Listen } from '../../shared/emitter.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import { collectionPath } from './api-paths.ts';
import type { ClusterLease } from './clusters.ts';
import type { WorkloadObject } from './kube-objects.ts';
import { ObjectWatch } from './object-watch.ts';
import { capital, noReadyPod, rankPods } from './pod-choice.ts';
import {
  type Finding,
  type PodFinder,
  podEndpoint,
  targetInWords,
  targetNotFound,
  unsupported,
} from './pod-finder.ts';
import { PodsWatch } from './pods-watch.ts';
import { formatSelector } from './selector.ts';

/** The pods that a deployment, replica set, stateful set, daemon set or job selects, by all of its selector. */
export class WorkloadPodFinder implements PodFinder {
  readonly #target: Target;
  readonly #changed = new Emitter<undefined>();
  readonly #workload: ObjectWatch<WorkloadObject>;
  readonly #pods: PodsWatch;

  constructor(target: Target, cluster: ClusterLease, clock: Clock) {
    this.#target = target;
    const path = collectionPath(target.kind, target.namespace);
    this.#pods = new PodsWatch(cluster, target.namespace);
    this.#pods.onChanged(() => this.#changed.emit(undefined));
    this.#workload = new ObjectWatch({ cluster, clock, path, name: target.name });
    this.#workload.onChanged(() => this.#follow());
    this.#follow();
  }

  readonly onChanged: Listen<undefined> = this.#changed.listen;

  get finding(): Finding {
    const { sighting } = this.#workload;
    const called = targetInWords(this.#target);
    switch (sighting.kind) {
      case 'looking':
      case 'failed':
        return sighting;
      case 'unreadable':
        return { kind: 'failed', problem: sighting.problem, retryAt: null };
      case 'missing':
        if (!sighting.wasSeen)
          return { kind: 'failed', problem: targetNotFound(this.#target), retryAt: null };
        return {
          kind: 'found',
          endpoints: [],
          none: () => ({
            code: 'noReadyPod',
            message: `${capital(called)} was deleted. Waiting for a new one of that name.`,
          }),
        };
      case 'found': {
        const { object } = sighting;
        if (formatSelector(object.spec?.selector) === null) {
          return unsupported(`${capital(called)} selects no pods. Choose a pod or another workload.`);
        }
        const trouble = this.#pods.trouble;
        if (trouble !== null) return trouble;
        const { pods } = this.#pods;
        return {
          kind: 'found',
          endpoints: rankPods(pods).map(podEndpoint),
          none: (lost) =>
            object.spec?.replicas === 0
              ? {
                  code: 'noReadyPod',
                  message: `${capital(called)} is scaled to 0 pods. Scale it up; Portolan waits for a pod.`,
                }
              : noReadyPod(called, pods, lost),
        };
      }
    }
  }

  fate(pod: PodRef): string {
    return this.#pods.fate(pod);
  }

  nudge(): void {
    this.#workload.nudge();
    this.#pods.nudge();
  }

  [Symbol.dispose](): void {
    this.#workload[Symbol.dispose]();
    this.#pods[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
  }

  #follow(): void {
    const { sighting } = this.#workload;
    if (sighting.kind === 'found') this.#pods.select(formatSelector(sighting.object.spec?.selector));
    this.#changed.emit(undefined);
  }
}
