import type { Balance } from '../../shared/balance.ts';
import { Emitter } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { PodEndpoint, PodSource } from '../kube/pod-source.ts';
import { chooseEndpoint, usedEndpoints } from './choose-endpoint.ts';
import type { PodCounter, PodCounters, PodRoles } from './pod-counters.ts';

/** Where one connection goes, and where its bytes are counted. */
export interface Place {
  readonly endpoint: PodEndpoint;
  readonly counter: PodCounter;
}

/** As a `PodSource`'s, with the endpoints that the balance lets connections go to. */
export type BalancedState =
  | { readonly kind: 'ready'; readonly endpoints: readonly PodEndpoint[] }
  | { readonly kind: 'none'; readonly problem: Problem; readonly retryAt: number | null };

interface BalancedPodsOptions {
  /** Not disposed with this. */
  readonly source: PodSource;
  /** Asked at every use: it may change while connections are open. */
  readonly balance: () => Balance;
  readonly counters: PodCounters;
}

/** A target's pods as one forward may use them: which one each new connection goes to. */
export class BalancedPods implements Disposable {
  readonly #options: BalancedPodsOptions;
  readonly #changed = new Emitter<undefined>();
  readonly #subscriptions = new DisposableStack();
  /** The pod that got the last connection, by name. */
  #last: string | null = null;

  readonly onChanged = this.#changed.listen;

  constructor(options: BalancedPodsOptions) {
    this.#options = options;
    this.#subscriptions.defer(options.source.onChanged(() => this.look()));
    this.#subscriptions.defer(options.counters.follow(() => this.#roles()));
  }

  /** Null until the first answer. */
  get state(): BalancedState | null {
    const { source, balance } = this.#options;
    const { state } = source;
    const chosen = balance();
    if (state === null) return null;
    if (state.kind === 'none') {
      const isOther = chosen.mode !== 'pod' || state.problem.code !== 'noReadyPod';
      return isOther ? state : this.#without(chosen.name);
    }
    const endpoints = usedEndpoints(chosen, state.endpoints);
    if (endpoints.length === 0 && chosen.mode === 'pod') return this.#without(chosen.name);
    return { kind: 'ready', endpoints };
  }

  /** A place for one connection, counted as open from now on; null while there is no pod for it. */
  take(): Place | null {
    const { source, balance, counters } = this.#options;
    if (source.state?.kind !== 'ready') return null;
    const { endpoints } = source.state;
    const endpoint = chooseEndpoint(balance(), endpoints, (pod) => counters.openOn(pod), this.#last);
    if (endpoint === null) return null;
    this.#last = endpoint.pod.name;
    return { endpoint, counter: counters.take(endpoint.pod) };
  }

  /** Resolves while `take` would find a place. Rejects with the signal's reason. */
  async available(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.state?.kind === 'ready') return;
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const stop = this.onChanged(() => {
      if (this.state?.kind === 'ready') resolve(undefined);
    });
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      stop();
      signal.removeEventListener('abort', onAbort);
    }
  }

  suspect(pod: PodRef, problem: Problem): void {
    this.#options.source.suspect(pod, problem);
  }

  nudge(): void {
    this.#options.source.nudge();
  }

  /** The pods or the balance have changed. */
  look(): void {
    this.#changed.emit(undefined);
  }

  [Symbol.dispose](): void {
    this.#subscriptions.dispose();
    this.#changed[Symbol.dispose]();
  }

  #roles(): PodRoles {
    const { state } = this;
    const current = state?.kind === 'ready' ? state.endpoints.map(({ pod }) => pod) : [];
    return { current, leaving: this.#options.source.leaving };
  }

  #without(name: string): BalancedState {
    const isLeaving = this.#options.source.leaving.some((pod) => pod.name === name);
    const id = isLeaving ? 'forward.chosenPodTerminating' : 'forward.chosenPodNotReady';
    return { kind: 'none', problem: newProblem('noReadyPod', message(id, { pod: name })), retryAt: null };
  }
}
