import { type Message, message } from '../../shared/language/message.ts';
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
export function noReadyPod(
  target: Message,
  pods: readonly PodObject[],
  lost: Message | null = null,
): Problem {
  const telling = tellingPod(pods);
  const problem = (words: Message): Problem => newProblem('noReadyPod', words);
  if (telling === undefined || isTerminating(telling)) {
    const leaving = telling === undefined ? null : podTrouble(telling);
    const seen = lost ?? leaving;
    return problem(seen === null ? message('pod.none', { target }) : message('pod.noneLeft', { seen }));
  }
  const trouble = podTrouble(telling);
  return problem(
    pods.length === 1
      ? message('pod.noneReadyFor', { trouble })
      : message('pod.noneOfAllReady', { trouble, all: pods.length, target }),
  );
}

/** Of pods that cannot be used the one that says most: a finished one says little while another is still to come, one on its way out even less. */
export function tellingPod(pods: readonly PodObject[]): PodObject | undefined {
  return (
    pods.find((pod) => !isFinished(pod) && !isTerminating(pod)) ??
    pods.find((pod) => !isTerminating(pod)) ??
    pods[0]
  );
}
