import { newProblem, type Problem } from '../../shared/problem.ts';
import type { PodObject } from './kube-objects.ts';
import { isFinished, isTerminating, isUsable, podTrouble, readySince, restarts } from './pod-status.ts';

/**
 * The pods that new connections may go to, best first: ready longest, then fewest restarts, then oldest
 * (the order of kubectl's `ActivePods`, among the ready ones alone).
 */
export function rankPods(pods: Iterable<PodObject>): PodObject[] {
  return [...pods]
    .filter(isUsable)
    .toSorted(
      (a, b) =>
        readySince(a) - readySince(b) ||
        restarts(a) - restarts(b) ||
        (a.metadata?.creationTimestamp ?? '').localeCompare(b.metadata?.creationTimestamp ?? '') ||
        (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''),
    );
}

/**
 * Why none of `pods` can be used, told by the one that says most. `target` is the target in words, such as `service web`;
 * `lost` says what became of the pod that was used before.
 */
export function noReadyPod(target: string, pods: readonly PodObject[], lost: string | null = null): Problem {
  // A finished pod says little while another is still to come; one on its way out says even less.
  const telling =
    pods.find((pod) => !isFinished(pod) && !isTerminating(pod)) ?? pods.find((pod) => !isTerminating(pod));
  const problem = (message: string): Problem => newProblem('noReadyPod', message);
  if (telling === undefined) {
    const leaving = pods[0] === undefined ? null : podTrouble(pods[0]);
    const seen = lost ?? leaving;
    if (seen !== null) return problem(`${seen} Waiting for a new one.`);
    return problem(`${capital(target)} has no pods. Waiting for one; check that it is scaled up.`);
  }
  const others = pods.length === 1 ? '' : ` None of the ${pods.length} pods of ${target} is ready.`;
  return problem(`${podTrouble(telling)}${others} Waiting for a ready one.`);
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
