import type { ClusterStatus } from '../../shared/catalog.ts';
import type { Destination } from '../../shared/destination.ts';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import type { Forward, ForwardId } from '../../shared/forward.ts';
import { message, type Message } from '../../shared/language/message.ts';
import { isLoginProblem, type Problem } from '../../shared/problem.ts';
import type { SessionState } from '../../shared/session.ts';
import type { AlertKind } from '../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import { isClusterFault } from '../kube/cluster-health.ts';

/** Something a person wants to know who does not look at the window. */
export interface Alert {
  readonly kind: AlertKind;
  readonly title: Message;
  readonly body: Message;
  /** What a person wants to see who clicks on it; null for the window as it is. */
  readonly leadsTo: Destination | null;
}

interface AlertsOptions {
  readonly forwards: {
    list(): readonly Forward[];
    readonly onChanged: Listen<readonly Forward[]>;
    readonly onSessionChanged: Listen<{ id: ForwardId; state: SessionState }>;
  };
  readonly clusters: { readonly onChanged: Listen<{ context: string; status: ClusterStatus }> };
  readonly clock: Clock;
}

/** Why forwards are lost, told once for all of them: one cluster, or one forward's own target. */
interface Outage {
  readonly lost: Set<ForwardId>;
  /** A context, where the whole cluster is the cause. */
  readonly context: string | null;
}

/**
 * Decides what is worth a notification: a forward that worked and has been waiting for longer than it holds connections,
 * its return, and a cluster that needs a login. One cause is told once, however many forwards it stops.
 */
export class Alerts implements Disposable {
  readonly #options: AlertsOptions;
  readonly #told = new Emitter<Alert>();
  readonly #subscriptions = new DisposableStack();
  /** Those that were active in this run; who never was is no loss. */
  readonly #known = new Set<ForwardId>();
  readonly #patience = new Map<ForwardId, Disposable>();
  readonly #problems = new Map<ForwardId, Problem | null>();
  readonly #outages = new Map<string, Outage>();
  readonly #logins = new Set<string>();

  readonly onAlert: Listen<Alert> = this.#told.listen;

  constructor(options: AlertsOptions) {
    this.#options = options;
    const { forwards, clusters } = options;
    this.#subscriptions.defer(forwards.onChanged((list) => this.#forgetAllBut(list)));
    this.#subscriptions.defer(forwards.onSessionChanged(({ id, state }) => this.#follow(id, state)));
    this.#subscriptions.defer(
      clusters.onChanged(({ context, status }) => this.#followCluster(context, status)),
    );
  }

  [Symbol.dispose](): void {
    this.#subscriptions.dispose();
    for (const timer of this.#patience.values()) timer[Symbol.dispose]();
    this.#told[Symbol.dispose]();
  }

  #follow(id: ForwardId, state: SessionState): void {
    switch (state.phase) {
      case 'active':
        this.#known.add(id);
        this.#stopWaiting(id);
        return this.#return(id);
      case 'waiting':
        this.#problems.set(id, state.problem);
        if (this.#known.has(id) && !this.#patience.has(id) && !this.#isTold(id)) this.#wait(id);
        return;
      case 'starting':
        return;
      case 'stopped':
      case 'stopping':
      case 'failed':
        return this.#forget(id);
    }
  }

  /** A forward that was removed says nothing any more, and nobody waits for its return. */
  #forgetAllBut(list: readonly Forward[]): void {
    const there = new Set(list.map(({ id }) => id));
    for (const id of [...this.#known]) if (!there.has(id)) this.#forget(id);
  }

  #forget(id: ForwardId): void {
    this.#stopWaiting(id);
    this.#known.delete(id);
    for (const [key, { lost }] of this.#outages) {
      if (lost.delete(id) && lost.size === 0) this.#outages.delete(key);
    }
  }

  #followCluster(context: string, status: ClusterStatus): void {
    if (status.phase === 'connected') this.#logins.delete(context);
    if (status.phase !== 'failed' || !isLoginProblem(status.problem.code) || this.#logins.has(context))
      return;
    this.#logins.add(context);
    this.#told.emit({
      kind: 'login',
      title: message('alert.needsLogin', { context }),
      body: status.problem.words,
      leadsTo: { kind: 'cluster', context },
    });
  }

  #wait(id: ForwardId): void {
    const forward = this.#find(id);
    if (forward === undefined) return;
    this.#patience.set(
      id,
      this.#options.clock.after(forward.holdMs, () => {
        this.#patience.delete(id);
        this.#lose(id);
      }),
    );
  }

  #stopWaiting(id: ForwardId): void {
    this.#patience.get(id)?.[Symbol.dispose]();
    this.#patience.delete(id);
    this.#problems.delete(id);
  }

  #lose(id: ForwardId): void {
    const forward = this.#find(id);
    if (forward === undefined) return;
    const problem = this.#problems.get(id) ?? null;
    const { context } = forward.target;
    const isCluster = problem !== null && isClusterFault(problem.code);
    const key = isCluster ? `context ${context}` : `forward ${id}`;
    const outage = this.#outages.get(key);
    if (outage !== undefined) {
      outage.lost.add(id);
      return;
    }
    this.#outages.set(key, { lost: new Set([id]), context: isCluster ? context : null });
    // A missing login has been told already, and says more.
    if (isCluster && this.#logins.has(context)) return;
    this.#told.emit({
      kind: 'lost',
      title: isCluster
        ? message('alert.away', { context })
        : message('alert.waiting', { label: forward.label }),
      body: problem?.words ?? message('alert.noPodReady'),
      leadsTo: isCluster ? { kind: 'cluster', context } : { kind: 'forward', id },
    });
  }

  #return(id: ForwardId): void {
    for (const [key, { lost, context }] of this.#outages) {
      if (!lost.delete(id) || lost.size > 0) continue;
      this.#outages.delete(key);
      this.#told.emit({
        kind: 'back',
        title: message('alert.back', { name: context ?? this.#find(id)?.label ?? '' }),
        body: message(context === null ? 'alert.worksAgain' : 'alert.allWorkAgain'),
        leadsTo: context === null ? { kind: 'forward', id } : { kind: 'cluster', context },
      });
    }
  }

  #isTold(id: ForwardId): boolean {
    return [...this.#outages.values()].some(({ lost }) => lost.has(id));
  }

  #find(id: ForwardId): Forward | undefined {
    return this.#options.forwards.list().find((forward) => forward.id === id);
  }
}
