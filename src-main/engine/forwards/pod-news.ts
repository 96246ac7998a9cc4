import { isDeepStrictEqual } from 'node:util';
import { type Message, message } from '../../shared/language/message.ts';
import type { Problem, ProblemCode } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import type { PortCounter } from './port-counter.ts';
import { backText, leavingText, movedPodsText, namedPods, podsText, type Timeline } from './timeline.ts';

interface PodNewsOptions {
  readonly timeline: Timeline;
  readonly clock: Clock;
  readonly counters: () => readonly PortCounter[];
  /** As a pod source's. */
  readonly why: (pod: PodRef) => Promise<Message | null>;
}

/** Since when there is no pod, and the counts of then. */
interface Gap {
  readonly since: number;
  readonly held: number;
  readonly failed: number;
}

/**
 * A replaced pod is pending, then starting, then not ready yet: the first moments of a gap are one line, in milliseconds,
 * unless something else than a pod is in the way.
 */
const quietGapMs = 3_000;

/** Tells a session's timeline which pods its connections go to, and of the gaps between. */
export class PodNews {
  readonly #options: PodNewsOptions;
  /** Those of the last line, by name; none while there is a gap. */
  #pods: readonly PodRef[] = [];
  /** Null before the first pod. */
  #gap: Gap | null = null;
  /** What was told last to be in the way. */
  #lost: ProblemCode | null = null;

  constructor(options: PodNewsOptions) {
    this.#options = options;
  }

  /** New connections go to these from now on. Answers with those that they did not go to before. */
  arrived(unordered: readonly PodRef[]): readonly PodRef[] {
    const pods = unordered.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const before = this.#pods;
    if (isDeepStrictEqual(uidsOf(before), uidsOf(pods))) return [];
    this.#options.timeline.add('podReady', this.#arrivalText(before, pods));
    this.#tellWhy(before.filter(({ uid }) => !uidsOf(pods).includes(uid)));
    this.#pods = pods;
    this.#gap = null;
    return pods.filter(({ uid }) => !uidsOf(before).includes(uid));
  }

  /** There is none. */
  lost(problem: Problem): void {
    const { clock, timeline } = this.#options;
    const hadPods = this.#pods.length > 0;
    this.#tellWhy(this.#pods);
    this.#pods = [];
    if (hadPods) this.#gap = { since: clock.now(), ...this.#totals() };
    else if (problem.code === 'noReadyPod' && this.#lost === 'noReadyPod' && this.#isNew(this.#gap)) return;
    this.#lost = problem.code;
    timeline.addOnce('podLost', problem.words, problem);
  }

  /** The pod is terminating, with so many connections. */
  leaving(pod: PodRef, open: number): void {
    if (open > 0) this.#options.timeline.add('changed', leavingText(pod, open));
  }

  /** Why connections no longer go to these pods, as soon as the cluster shows it. */
  #tellWhy(gone: readonly PodRef[]): void {
    const { why, timeline } = this.#options;
    for (const pod of gone.slice(0, namedPods)) {
      void why(pod).then((words) => {
        if (words !== null) timeline.add('changed', words);
      });
    }
  }

  #arrivalText(before: readonly PodRef[], now: readonly PodRef[]): Message {
    if (before.length > 0) return movedPodsText(before, now);
    if (this.#gap === null) return message('timeline.connected', { pods: podsText(now) });
    const { held, failed } = this.#totals();
    return backText(now, {
      lostMs: this.#options.clock.now() - this.#gap.since,
      held: held - this.#gap.held,
      lost: failed - this.#gap.failed,
    });
  }

  #isNew(gap: Gap | null): boolean {
    return gap !== null && this.#options.clock.now() - gap.since < quietGapMs;
  }

  #totals(): Omit<Gap, 'since'> {
    const counters = this.#options.counters();
    return {
      held: counters.reduce((sum, counter) => sum + counter.everHeld, 0),
      failed: counters.reduce((sum, counter) => sum + counter.failed, 0),
    };
  }
}

function uidsOf(pods: readonly PodRef[]): string[] {
  return pods.map(({ uid }) => uid);
}
