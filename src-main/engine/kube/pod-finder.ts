import type { Listen } from '../../shared/emitter.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { newProblem, type Problem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import { type Target, formatTarget } from '../../shared/target.ts';
import { isClusterFault } from './cluster-health.ts';
import type { PodObject } from './kube-objects.ts';
import type { ListState } from './list-query.ts';
import type { Sighting } from './object-watch.ts';
import { objectWords } from './object-words.ts';
import { isFinished, isTerminating, podTrouble } from './pod-status.ts';
import type { PodEndpoint } from './pod-source.ts';
import { podPort } from './target-port.ts';

/** What is known now of the pods behind a target. */
export type Finding =
  | { readonly kind: 'looking' }
  /**
   * Usable pods, best first, and those that are terminating; `none` explains an empty list, `lost` being what became of
   * the pod used before.
   */
  | {
      readonly kind: 'found';
      readonly endpoints: readonly PodEndpoint[];
      readonly leaving: readonly PodRef[];
      readonly none: (lost: Message | null) => Problem;
    }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly retryAt: number | null };

/** A pod as it was last seen, and whether it is still there. */
export interface LastSeen {
  readonly object: PodObject;
  readonly isThere: boolean;
}

/** Looks for the usable pods of one target, one class for each way of finding them. */
export interface PodFinder extends Disposable {
  readonly finding: Finding;
  readonly onChanged: Listen<undefined>;
  /** What became of a pod that is no longer found, as a sentence. */
  fate(pod: PodRef): Message;
  /** Null where pods may not be read, and for one that was never seen. */
  lastSeen(pod: PodRef): LastSeen | null;
  nudge(): void;
}

export function targetNotFound(target: Target): Problem {
  const { namespace, context } = target;
  const words = message('cluster.objectMissing', { object: objectWords(target), namespace, context });
  return newProblem('targetNotFound', words, { detail: formatTarget(target) });
}

export function podRef(pod: PodObject): PodRef {
  const { namespace = '', name = '', uid = '' } = pod.metadata ?? {};
  return { namespace, name, uid, node: pod.spec?.nodeName ?? null };
}

/** The pods that are terminating and still run what they have. */
export function leavingPods(pods: readonly PodObject[]): PodRef[] {
  return pods.filter((pod) => isTerminating(pod) && !isFinished(pod)).map(podRef);
}

/** A pod with its own container ports. */
export function podEndpoint(pod: PodObject): PodEndpoint {
  const ref = podRef(pod);
  return { pod: ref, portFor: (remote) => podPort(pod.spec, remote, ref.name) };
}

/** What became of `pod`, as far as a list of pods by name tells. */
export function fateOf(pod: PodRef, now: PodObject | undefined): Message {
  if (now === undefined || now.metadata?.uid !== pod.uid) return message('pod.deleted', { pod: pod.name });
  return podTrouble(now);
}

/** What a finder makes of the object that its target names. */
interface SightingReader<T> {
  readonly found: (object: T) => Finding;
  /** Once it was there; `lost` as in `Finding`. */
  readonly deleted: (lost: Message | null) => Problem;
  readonly unreadable: (problem: Problem) => Finding;
}

/** What is known of the pods by what is known of the object that the target names. */
export function sightingFinding<T>(
  target: Target,
  sighting: Sighting<T>,
  reader: SightingReader<T>,
): Finding {
  switch (sighting.kind) {
    case 'looking':
    case 'failed':
      return sighting;
    case 'unreadable':
      return reader.unreadable(sighting.problem);
    case 'missing':
      return sighting.wasSeen
        ? { kind: 'found', endpoints: [], leaving: [], none: reader.deleted }
        : { kind: 'failed', problem: targetNotFound(target), retryAt: null };
    case 'found':
      return reader.found(sighting.object);
  }
}

/**
 * Whether a list can be worked with. A passing error of the API leaves what was last known good; that the whole cluster is
 * away, or that a right is missing, does not.
 */
export function listFinding(state: ListState, wasLive: boolean): Exclude<Finding, { kind: 'found' }> | null {
  switch (state.phase) {
    case 'live':
      return null;
    case 'loading':
      return { kind: 'looking' };
    case 'failed': {
      const isPassing = !isClusterFault(state.problem.code) && state.problem.code !== 'forbidden';
      if (isPassing && wasLive) return null;
      return { kind: 'failed', problem: state.problem, retryAt: state.retryAt };
    }
  }
}

export function unsupported(words: Message): Finding {
  return { kind: 'failed', problem: newProblem('unsupportedTarget', words), retryAt: null };
}
