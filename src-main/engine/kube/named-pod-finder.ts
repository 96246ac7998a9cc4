import type { Listen } from '../../shared/emitter.ts';
import { type Message, message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import { collectionPath } from './api-paths.ts';
import type { ClusterLease } from './clusters.ts';
import type { PodObject } from './kube-objects.ts';
import { ObjectWatch } from './object-watch.ts';
import { objectWords } from './object-words.ts';
import { noReadyPod } from './pod-choice.ts';
import {
  type Finding,
  type PodFinder,
  fateOf,
  type LastSeen,
  leavingPods,
  podEndpoint,
  sightingFinding,
} from './pod-finder.ts';
import { isUsable } from './pod-status.ts';
import type { PodEndpoint } from './pod-source.ts';

/** A pod by its name, followed to a new pod of that name (a stateful set's). */
export class NamedPodFinder implements PodFinder {
  readonly #target: Target;
  readonly #pod: ObjectWatch<PodObject>;
  #lastSeen: PodObject | null = null;

  constructor(target: Target, cluster: ClusterLease, clock: Clock) {
    this.#target = target;
    const path = collectionPath('pod', target.namespace);
    this.#pod = new ObjectWatch({ cluster, clock, path, name: target.name });
    this.onChanged = this.#pod.onChanged;
    this.onChanged(() => this.#see());
    this.#see();
  }

  readonly onChanged: Listen<undefined>;

  get finding(): Finding {
    const { name } = this.#target;
    const called = objectWords(this.#target);
    return sightingFinding(this.#target, this.#pod.sighting, {
      found: (object) => ({
        kind: 'found',
        endpoints: isUsable(object) ? [podEndpoint(object)] : [],
        leaving: leavingPods([object]),
        none: (lost) => noReadyPod(called, [object], lost),
      }),
      deleted: (lost) => noReadyPod(called, [], lost ?? message('pod.deleted', { pod: name })),
      unreadable: () => ({
        kind: 'found',
        endpoints: [this.#unread()],
        leaving: [],
        none: (lost) => noReadyPod(called, [], lost),
      }),
    });
  }

  fate(pod: PodRef): Message {
    const { sighting } = this.#pod;
    return fateOf(pod, sighting.kind === 'found' ? sighting.object : undefined);
  }

  lastSeen({ uid }: PodRef): LastSeen | null {
    const object = this.#lastSeen;
    if (object?.metadata?.uid !== uid) return null;
    return { object, isThere: this.#pod.sighting.kind === 'found' };
  }

  nudge(): void {
    this.#pod.nudge();
  }

  [Symbol.dispose](): void {
    this.#pod[Symbol.dispose]();
  }

  #see(): void {
    const { sighting } = this.#pod;
    if (sighting.kind === 'found') this.#lastSeen = sighting.object;
  }

  /** Who may forward to a pod but not read it names it blindly; the tunnel tells whether it is there. */
  #unread(): PodEndpoint {
    const { namespace, name } = this.#target;
    return {
      pod: { namespace, name, uid: '', node: null },
      portFor: (remote) => {
        if (typeof remote === 'number') return remote;
        throw new ProblemError('portNotFound', message('targetPort.unread', { pod: name, port: remote }));
      },
    };
  }
}
