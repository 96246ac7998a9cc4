import { Emitter, type Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import { collectionPath } from './api-paths.ts';
import type { ClusterLease } from './clusters.ts';
import type { KubeObject } from './kube-objects.ts';
import { ObjectWatch } from './object-watch.ts';
import { objectWords } from './object-words.ts';
import { type Finding, sightingFinding } from './pod-finder.ts';
import { PodsWatch } from './pods-watch.ts';
import { newProblem } from '../../shared/problem.ts';

interface SelectedPodsOptions<T> {
  readonly target: Target;
  readonly cluster: ClusterLease;
  readonly clock: Clock;
  /** As the API takes it; null for an object that selects nothing. */
  readonly selectorOf: (object: T) => string | null;
}

/** The object that a target names and the pods that it selects, by the selector that it has now. */
export class SelectedPods<T extends KubeObject> implements Disposable {
  readonly pods: PodsWatch;
  readonly #options: SelectedPodsOptions<T>;
  readonly #object: ObjectWatch<T>;
  readonly #changed = new Emitter<undefined>();

  constructor(options: SelectedPodsOptions<T>) {
    this.#options = options;
    const { target, cluster, clock } = options;
    const path = collectionPath(target.kind, target.namespace);
    this.pods = new PodsWatch(cluster, target.namespace);
    this.pods.onChanged(() => this.#changed.emit(undefined));
    this.#object = new ObjectWatch({ cluster, clock, path, name: target.name });
    this.#object.onChanged(() => this.#follow());
    this.#follow();
  }

  /** Told when the object or its pods change. */
  readonly onChanged: Listen<undefined> = this.#changed.listen;

  /** What `found` makes of the object; without one, what that means for its pods. */
  finding(found: (object: T) => Finding): Finding {
    const { target } = this.#options;
    return sightingFinding(target, this.#object.sighting, {
      found,
      deleted: () =>
        newProblem('noReadyPod', message('cluster.objectDeleted', { object: objectWords(target) })),
      unreadable: (problem) => ({ kind: 'failed', problem, retryAt: null }),
    });
  }

  nudge(): void {
    this.#object.nudge();
    this.pods.nudge();
  }

  [Symbol.dispose](): void {
    this.#object[Symbol.dispose]();
    this.pods[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
  }

  #follow(): void {
    const { sighting } = this.#object;
    if (sighting.kind === 'found') this.pods.select(this.#options.selectorOf(sighting.object));
    this.#changed.emit(undefined);
  }
}
