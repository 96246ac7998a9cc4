import { Emitter, type Listen } from '../../shared/emitter.ts';
import type { Message } from '../../shared/language/message.ts';
import { type Problem, problemOf } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { isAborted, pause } from '../pause.ts';
import { retryDelay } from '../retry-delay.ts';
import { collectionPath } from './api-paths.ts';
import type { ClusterLease, Clusters } from './clusters.ts';
import type { PodObject } from './kube-objects.ts';
import { NamedPodFinder } from './named-pod-finder.ts';
import { findCause } from './pod-cause.ts';
import type { PodFinder } from './pod-finder.ts';
import type { PodSource, PodSourceState } from './pod-source.ts';
import { isFinished, isTerminating } from './pod-status.ts';
import { ServicePodFinder } from './service-pod-finder.ts';
import { WorkloadPodFinder } from './workload-pod-finder.ts';

/** Opens pod sources; those of one cluster share its client and its watches. */
export class PodSources {
  readonly #clusters: Clusters;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(clusters: Clusters, clock: Clock, log: Log) {
    this.#clusters = clusters;
    this.#clock = clock;
    this.#log = log;
  }

  /** Begins to look for the target's pods at once. Whatever is wrong comes as a state, nothing is thrown. */
  open(target: Target): PodSource {
    try {
      const cluster = this.#clusters.acquire(target.context);
      return new FoundPods({ target, cluster, clock: this.#clock, log: this.#log });
    } catch (error) {
      return new NoPods(problemOf(error));
    }
  }
}

interface FoundPodsOptions {
  readonly target: Target;
  readonly cluster: ClusterLease;
  readonly clock: Clock;
  readonly log: Log;
}

/** A pod that a tunnel found gone, and how often in a row. */
interface Suspicion {
  readonly problem: Problem;
  readonly count: number;
  readonly at: number;
  isActive: boolean;
}

/** Where the right to read a pod is missing, a suspicion ends by itself after this time. */
const blindSuspicionMs = 2_000;

/** Suspicions further apart than this have nothing to do with each other. */
const suspicionMemoryMs = 60_000;

class FoundPods implements PodSource {
  readonly #options: FoundPodsOptions;
  readonly #finder: PodFinder;
  readonly #changed = new Emitter<PodSourceState>();
  readonly #left = new Emitter<PodRef>();
  readonly #gone = new Emitter<PodRef>();
  readonly #closed = new AbortController();
  readonly #suspicions = new Map<string, Suspicion>();
  readonly #stop: () => void;
  #state: PodSourceState | null = null;
  #leaving: readonly PodRef[] = [];
  #lost: Message | null = null;

  constructor(options: FoundPodsOptions) {
    this.#options = options;
    this.#finder = finderOf(options);
    this.#stop = this.#finder.onChanged(() => this.#update());
    this.#update();
  }

  readonly onChanged: Listen<PodSourceState> = this.#changed.listen;
  readonly onLeaving: Listen<PodRef> = this.#left.listen;
  readonly onGone: Listen<PodRef> = this.#gone.listen;

  get state(): PodSourceState | null {
    return this.#state;
  }

  get leaving(): readonly PodRef[] {
    return this.#leaving;
  }

  suspect(pod: PodRef, problem: Problem): void {
    const before = this.#suspicions.get(pod.uid);
    if (before?.isActive) return;
    const at = this.#options.clock.now();
    const isAgain = before !== undefined && at - before.at < suspicionMemoryMs;
    const count = isAgain ? before.count + 1 : 1;
    this.#suspicions.set(pod.uid, { problem, count, at, isActive: true });
    this.#options.log.debug(`${pod.namespace}/${pod.name} is suspected: ${problem.message}`);
    this.#update();
    void this.#confirm(pod);
  }

  why(pod: PodRef): Promise<Message | null> {
    const { cluster, clock } = this.#options;
    return findCause({ finder: this.#finder, client: cluster.client, clock }, pod, this.#closed.signal);
  }

  nudge(): void {
    const { health } = this.#options.cluster;
    if (health.status.phase === 'failed') void health.check();
    this.#finder.nudge();
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.#stop();
    this.#finder[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
    this.#left[Symbol.dispose]();
    this.#gone[Symbol.dispose]();
    this.#options.cluster[Symbol.dispose]();
  }

  #update(): void {
    if (this.#closed.signal.aborted) return;
    const { finding } = this.#finder;
    switch (finding.kind) {
      case 'looking':
        return;
      case 'failed':
        return this.#set({ kind: 'none', problem: finding.problem, retryAt: finding.retryAt });
      case 'found': {
        this.#see(finding.leaving);
        const current = this.#state?.kind === 'ready' ? this.#state.endpoints[0].pod : null;
        const trusted = finding.endpoints.filter(({ pod }) => !this.#suspicions.get(pod.uid)?.isActive);
        const first = trusted.find(({ pod }) => pod.uid === current?.uid) ?? trusted[0];
        if (first !== undefined) {
          this.#lost = null;
          const others = trusted.filter((endpoint) => endpoint !== first);
          return this.#set({ kind: 'ready', endpoints: [first, ...others] });
        }
        if (current !== null) this.#lost = this.#finder.fate(current);
        const suspected = finding.endpoints[0];
        const problem =
          suspected === undefined
            ? finding.none(this.#lost)
            : (this.#suspicions.get(suspected.pod.uid)?.problem ?? finding.none(this.#lost));
        return this.#set({ kind: 'none', problem, retryAt: null });
      }
    }
  }

  #see(leaving: readonly PodRef[]): void {
    const before = this.#leaving;
    this.#leaving = leaving;
    for (const pod of without(leaving, before)) this.#left.emit(pod);
    // A terminating pod never comes back.
    for (const pod of without(before, leaving)) this.#gone.emit(pod);
  }

  #set(state: PodSourceState): void {
    const before = this.#state;
    // Kept even where nothing is told: the ports of the same pod may lead elsewhere now.
    this.#state = state;
    if (!isSame(before, state)) this.#changed.emit(state);
  }

  /** Asks the API itself about a suspected pod: watches may be late, and a wrong suspicion must not last. */
  async #confirm(pod: PodRef): Promise<void> {
    const { clock, cluster } = this.#options;
    const signal = this.#closed.signal;
    const suspicion = this.#suspicions.get(pod.uid);
    if (suspicion === undefined) return;
    let delay = retryDelay(suspicion.count - 1, clock.random());
    for (let attempt = suspicion.count; ; attempt++) {
      await pause(delay, clock, signal);
      if (isAborted(signal)) return;
      try {
        const path = `${collectionPath('pod', pod.namespace)}/${pod.name}`;
        const now = (await cluster.client.json(path, signal)) as PodObject;
        // Another UID, or on its way out: the watch will say the same, and this pod does not come back.
        if (now.metadata?.uid !== pod.uid || isTerminating(now) || isFinished(now)) return;
        break;
      } catch (error) {
        if (isAborted(signal)) return;
        const { code } = problemOf(error);
        if (code === 'notFound') return;
        if (code === 'forbidden') {
          await pause(blindSuspicionMs, clock, signal);
          break;
        }
      }
      delay = retryDelay(attempt, clock.random());
    }
    suspicion.isActive = false;
    this.#update();
  }
}

/** A source without a context. */
class NoPods implements PodSource {
  readonly state: PodSourceState;
  readonly onChanged: Listen<PodSourceState> = () => () => undefined;
  readonly leaving = [];
  readonly onLeaving: Listen<PodRef> = () => () => undefined;
  readonly onGone: Listen<PodRef> = () => () => undefined;

  constructor(problem: Problem) {
    this.state = { kind: 'none', problem, retryAt: null };
  }

  why(): Promise<null> {
    return Promise.resolve(null);
  }

  suspect(): void {}

  nudge(): void {}

  [Symbol.dispose](): void {}
}

function finderOf({ target, cluster, clock }: FoundPodsOptions): PodFinder {
  switch (target.kind) {
    case 'pod':
      return new NamedPodFinder(target, cluster, clock);
    case 'service':
      return new ServicePodFinder(target, cluster, clock);
    case 'deployment':
    case 'replicaset':
    case 'statefulset':
    case 'daemonset':
    case 'job':
      return new WorkloadPodFinder(target, cluster, clock);
  }
}

function without(pods: readonly PodRef[], others: readonly PodRef[]): PodRef[] {
  const uids = new Set(others.map(({ uid }) => uid));
  return pods.filter(({ uid }) => !uids.has(uid));
}

function isSame(before: PodSourceState | null, now: PodSourceState): boolean {
  if (before?.kind === 'ready' && now.kind === 'ready') {
    return (
      before.endpoints.length === now.endpoints.length &&
      before.endpoints.every(({ pod }, index) => pod.uid === now.endpoints[index]?.pod.uid)
    );
  }
  if (before?.kind === 'none' && now.kind === 'none') {
    return before.problem.message === now.problem.message && before.retryAt === now.retryAt;
  }
  return false;
}
