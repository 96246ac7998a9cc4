import type { Listen } from '../../shared/emitter.ts';
import { type Message, message } from '../../shared/language/message.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { ClusterLease } from './clusters.ts';
import type { WorkloadObject } from './kube-objects.ts';
import { objectWords } from './object-words.ts';
import { noReadyPod, rankPods } from './pod-choice.ts';
import {
  type Finding,
  type LastSeen,
  leavingPods,
  type PodFinder,
  podEndpoint,
  unsupported,
} from './pod-finder.ts';
import { SelectedPods } from './selected-pods.ts';
import { formatSelector } from './selector.ts';
import { newProblem } from '../../shared/problem.ts';

/** The pods that a deployment, replica set, stateful set, daemon set or job selects, by all of its selector. */
export class WorkloadPodFinder implements PodFinder {
  readonly #target: Target;
  readonly #selected: SelectedPods<WorkloadObject>;

  constructor(target: Target, cluster: ClusterLease, clock: Clock) {
    this.#target = target;
    this.#selected = new SelectedPods({ target, cluster, clock, selectorOf });
    this.onChanged = this.#selected.onChanged;
  }

  readonly onChanged: Listen<undefined>;

  get finding(): Finding {
    return this.#selected.finding((workload) => this.#findingOf(workload));
  }

  fate(pod: PodRef): Message {
    return this.#selected.pods.fate(pod);
  }

  lastSeen(pod: PodRef): LastSeen | null {
    return this.#selected.pods.lastSeen(pod);
  }

  nudge(): void {
    this.#selected.nudge();
  }

  [Symbol.dispose](): void {
    this.#selected[Symbol.dispose]();
  }

  #findingOf(workload: WorkloadObject): Finding {
    const called = objectWords(this.#target);
    if (selectorOf(workload) === null) {
      return unsupported(message('cluster.workloadWithoutSelector', { workload: called }));
    }
    const { trouble, pods } = this.#selected.pods;
    if (trouble !== null) return trouble;
    return {
      kind: 'found',
      endpoints: rankPods(pods).map(podEndpoint),
      leaving: leavingPods(pods),
      none: (lost) =>
        workload.spec?.replicas === 0
          ? newProblem('noReadyPod', message('cluster.workloadScaledToZero', { workload: called }))
          : noReadyPod(called, pods, lost),
    };
  }
}

function selectorOf(workload: WorkloadObject): string | null {
  return formatSelector(workload.spec?.selector);
}
