import { Emitter } from '../../src-main/shared/emitter.ts';
import type { Message } from '../../src-main/shared/language/message.ts';
import type { RemotePort } from '../../src-main/shared/port-pair.ts';
import { newProblem, type Problem, ProblemError } from '../../src-main/shared/problem.ts';
import type { PodRef } from '../../src-main/shared/session.ts';
import type { PodEndpoint, PodSource, PodSourceState } from '../../src-main/engine/kube/pod-source.ts';

export const gone = newProblem('noReadyPod', 'Pod web-1 was deleted. Waiting for a new one.');

export function podRef(name: string): PodRef {
  return { namespace: 'shop', name, uid: `uid-${name}`, node: 'node-1' };
}

/** A pod source whose pods come and go at the test's word. */
export class SteeredPods implements PodSource {
  readonly #changed = new Emitter<PodSourceState>();
  readonly onChanged = this.#changed.listen;
  readonly #left = new Emitter<PodRef>();
  readonly onLeaving = this.#left.listen;
  readonly #gone = new Emitter<PodRef>();
  readonly onGone = this.#gone.listen;
  leaving: readonly PodRef[] = [];
  readonly suspected: string[] = [];
  /** Port names this pod knows, beside all numbers. */
  readonly names: Readonly<Record<string, number>>;
  state: PodSourceState | null = null;
  /** Why pods went, by their name. */
  readonly reasons = new Map<string, Message>();
  disposed = 0;
  nudged = 0;

  constructor(names: Readonly<Record<string, number>> = {}) {
    this.names = names;
  }

  get hasListeners(): boolean {
    return this.#changed.hasListeners;
  }

  /** The ready pods from now on, the best first. */
  offer(best: string, ...others: string[]): void {
    this.#set({
      kind: 'ready',
      endpoints: [this.#endpoint(best), ...others.map((name) => this.#endpoint(name))],
    });
  }

  /** The pod is terminating; what is offered stays as it is. */
  leave(name: string): void {
    this.leaving = [...this.leaving, podRef(name)];
    this.#left.emit(podRef(name));
  }

  /** A terminating pod has ended. */
  finish(name: string): void {
    this.leaving = this.leaving.filter((pod) => pod.name !== name);
    this.#gone.emit(podRef(name));
  }

  lose(problem: Problem = gone, retryAt: number | null = null): void {
    this.#set({ kind: 'none', problem, retryAt });
  }

  why({ name }: PodRef): Promise<Message | null> {
    return Promise.resolve(this.reasons.get(name) ?? null);
  }

  suspect(pod: PodRef, problem: Problem): void {
    this.suspected.push(pod.name);
    if (this.state?.kind !== 'ready') return;
    const [first, ...others] = this.state.endpoints.filter((endpoint) => endpoint.pod.uid !== pod.uid);
    if (first === undefined) this.lose(problem);
    else this.#set({ kind: 'ready', endpoints: [first, ...others] });
  }

  nudge(): void {
    this.nudged += 1;
  }

  [Symbol.dispose](): void {
    this.disposed += 1;
  }

  #endpoint(name: string): PodEndpoint {
    return { pod: podRef(name), portFor: (remote) => this.#portFor(remote) };
  }

  #portFor(remote: RemotePort): number {
    const port = typeof remote === 'number' ? remote : this.names[remote];
    if (port !== undefined) return port;
    throw new ProblemError('portNotFound', `The pod has no port named ${remote}.`);
  }

  #set(state: PodSourceState): void {
    this.state = state;
    this.#changed.emit(state);
  }
}
