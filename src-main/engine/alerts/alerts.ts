import type { ClusterStatus } from '../../shared/catalog.ts';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import type { Forward, ForwardId } from '../../shared/forward.ts';
import { isLoginProblem, type Problem } from '../../shared/problem.ts';
import type { SessionState } from '../../shared/session.ts';
import type { AlertKind } from '../../shared/settings.ts';
import { formatTarget } from '../../shared/target.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import type { Clock } from '../clock.ts';
import type { Ending } from '../forwards/automatic-ends.ts';
import { nodeAtFault } from '../kube/why-pod-went.ts';
import {
  type Alert,
  contextAtFault,
  endAlert,
  loginAlert,
  lossAlert,
  type LostForward,
  returnAlert,
} from './alert-words.ts';

interface AlertsOptions {
  readonly forwards: {
    list(): readonly Forward[];
    readonly onChanged: Listen<readonly Forward[]>;
    readonly onSessionChanged: Listen<{ id: ForwardId; state: SessionState }>;
    readonly onTimelineAdded: Listen<{ id: ForwardId; entry: TimelineEntry }>;
    readonly onEnding: Listen<readonly Ending[]>;
  };
  readonly clusters: { readonly onChanged: Listen<{ context: string; status: ClusterStatus }> };
  readonly clock: Clock;
  /** Whether a person wants to be told of this kind now. */
  readonly isWanted: (kind: AlertKind) => boolean;
}

/** What was told together; over once none of its forwards waits any more. */
interface Outage {
  readonly back: Map<ForwardId, LostForward>;
}

interface Loss {
  /** As it is told; while it is not, as it is. */
  lost: LostForward;
  /** The same for all that share it. */
  cause: string;
  /** The node that took its pod along; null where that is not known, or not so. */
  node: string | null;
  readonly since: number;
  patience: Disposable;
  /** Null until it is told. */
  outage: Outage | null;
  /** Whence it had just come back: it counts as back until this loss is told as well. */
  readonly earlier: Outage | null;
}

/** What happens within this time happened together. */
const togetherMs = 2_000;
/** A timer that is so late did not run because the computer slept. */
const sleptMs = 2_000;

/**
 * Decides what is worth a notification: a forward that worked, in this run or until Portolan last ended, and has been
 * waiting for longer than it holds connections, or that gave up; its return; a cluster that needs a login; and forwards
 * that are about to end by themselves.
 *
 * One cause is told once. When the first forward has waited for long enough, those that were lost at the same moment (a
 * network that is gone) or for the same reason (one target, one cluster, one node that is drained pod by pod) are told
 * with it, whatever their own hold times; who is lost later for a reason that was told already joins that outage without
 * a word. Its end is told once, when the last of them is back. What gave up is told at once and apart from what only
 * waits, since mostly a person has to act, and sees its return.
 */
export class Alerts implements Disposable {
  readonly #options: AlertsOptions;
  readonly #told = new Emitter<Alert>();
  readonly #subscriptions = new DisposableStack();
  /** Since when there is somebody to tell. */
  readonly #begun: number;
  /** Those that were active in this run. */
  readonly #known = new Set<ForwardId>();
  readonly #losses = new Map<ForwardId, Loss>();
  /** The contexts whose login is told, or will be in a moment. */
  readonly #logins = new Set<string>();
  readonly #newLogins = new Map<string, Problem>();
  #loginTimer: Disposable | null = null;

  readonly onAlert: Listen<Alert> = this.#told.listen;

  constructor(options: AlertsOptions) {
    this.#options = options;
    this.#begun = options.clock.now();
    const { forwards, clusters } = options;
    this.#subscriptions.defer(forwards.onChanged((list) => this.#forgetAllBut(list)));
    this.#subscriptions.defer(forwards.onSessionChanged(({ id, state }) => this.#follow(id, state)));
    this.#subscriptions.defer(forwards.onTimelineAdded(({ id, entry }) => this.#explain(id, entry)));
    this.#subscriptions.defer(
      forwards.onEnding((ending) => this.#told.emit(endAlert(ending, options.clock.now()))),
    );
    this.#subscriptions.defer(
      clusters.onChanged(({ context, status }) => this.#followCluster(context, status)),
    );
  }

  [Symbol.dispose](): void {
    this.#subscriptions.dispose();
    this.#loginTimer?.[Symbol.dispose]();
    for (const { patience } of this.#losses.values()) patience[Symbol.dispose]();
    this.#told[Symbol.dispose]();
  }

  #follow(id: ForwardId, state: SessionState): void {
    switch (state.phase) {
      case 'active':
        this.#known.add(id);
        return this.#return(id);
      case 'waiting':
        // Without a problem it has just begun to look for a pod.
        if (state.problem !== null) this.#lose(id, state.problem, false);
        return;
      case 'failed':
        return this.#lose(id, state.problem, true);
      case 'starting':
      case 'stopping':
      case 'stopped':
        return this.#forget(id);
    }
  }

  /** A forward that was removed says nothing any more, and nobody waits for its return. */
  #forgetAllBut(list: readonly Forward[]): void {
    const there = new Set(list.map(({ id }) => id));
    for (const id of [...this.#known, ...this.#losses.keys()]) if (!there.has(id)) this.#forget(id);
  }

  #forget(id: ForwardId): void {
    this.#known.delete(id);
    this.#drop(id);
  }

  #lose(id: ForwardId, problem: Problem, isFinal: boolean): void {
    const forward = this.#find(id);
    if (forward === undefined || !this.#isMissed(forward)) return;
    const lost = { forward, problem, isFinal };
    const before = this.#losses.get(id);
    if (before?.lost.isFinal === isFinal) return follow(before, lost);
    if (before !== undefined) {
      if (isFinal) this.#drop(id);
      // It is back so far that it listens: it works again, or is lost anew.
      else before.outage?.back.set(id, before.lost);
    }
    const earlier = this.#outages().find(({ back }) => back.has(id)) ?? null;
    before?.patience[Symbol.dispose]();
    const patience = this.#wait(id, isFinal ? togetherMs : Math.max(forward.holdMs, togetherMs));
    const since = this.#options.clock.now();
    this.#losses.set(id, { lost, cause: causeOf(lost), node: null, since, patience, outage: null, earlier });
  }

  /**
   * Who never worked is no loss, but what was started before this run, and so ran when Portolan ended, is missed. What a
   * person starts begins anew: they see it fail.
   */
  #isMissed({ id, startedAt }: Forward): boolean {
    return this.#known.has(id) || (startedAt !== null && startedAt < this.#begun);
  }

  #explain(id: ForwardId, { words }: TimelineEntry): void {
    const loss = this.#losses.get(id);
    const node = nodeAtFault(words);
    if (loss !== undefined && node !== null)
      loss.node = JSON.stringify([loss.lost.forward.target.context, node]);
  }

  /** What is lost when the computer falls asleep is mostly back seconds after it wakes up: its time counts anew then. */
  #wait(id: ForwardId, patienceMs: number): Disposable {
    const { clock } = this.#options;
    const due = clock.now() + patienceMs;
    return clock.after(patienceMs, () => {
      const loss = this.#losses.get(id);
      if (loss === undefined) return;
      if (clock.now() - due > sleptMs) loss.patience = this.#wait(id, patienceMs);
      else this.#runOut(loss);
    });
  }

  #runOut(loss: Loss): void {
    const outage = this.#toldOf(loss.cause);
    if (outage !== null) this.#join(loss, outage);
    else this.#tell([...this.#losses.values()].filter((each) => this.#goesWith(each, loss)));
  }

  /** Whether a loss is to be told in the same notification as another. */
  #goesWith({ outage, cause, node, since, lost }: Loss, other: Loss): boolean {
    if (outage !== null || lost.isFinal !== other.lost.isFinal || this.#toldOf(cause) !== null) return false;
    const isSameNode = node !== null && node === other.node;
    return cause === other.cause || isSameNode || Math.abs(since - other.since) <= togetherMs;
  }

  #toldOf(cause: string): Outage | null {
    return (
      [...this.#losses.values()].find((loss) => loss.outage !== null && loss.cause === cause)?.outage ?? null
    );
  }

  #tell(losses: readonly Loss[]): void {
    const outage: Outage = { back: new Map() };
    for (const loss of losses) this.#join(loss, outage);
    // A missing login has been told already, and says more.
    const news = losses
      .map(({ lost }) => lost)
      .filter((lost) => {
        const context = contextAtFault(lost);
        return context === null || !this.#logins.has(context);
      });
    if (news.length > 0) this.#told.emit(lossAlert(news));
  }

  #join(loss: Loss, outage: Outage): void {
    loss.patience[Symbol.dispose]();
    loss.outage = outage;
    if (loss.earlier === null) return;
    loss.earlier.back.delete(loss.lost.forward.id);
    this.#endIfOver(loss.earlier);
  }

  #return(id: ForwardId): void {
    const loss = this.#take(id);
    loss?.outage?.back.set(id, loss.lost);
    const over = loss?.outage ?? loss?.earlier ?? null;
    if (over !== null) this.#endIfOver(over);
  }

  /** Neither its loss nor its return is told any more. */
  #drop(id: ForwardId): void {
    const outages = this.#outages();
    for (const { back } of outages) back.delete(id);
    this.#take(id);
    for (const outage of outages) this.#endIfOver(outage);
  }

  /** Those that are not over. */
  #outages(): readonly Outage[] {
    const all = [...this.#losses.values()].flatMap(({ outage, earlier }) => [outage, earlier]);
    return [...new Set(all)].filter((outage) => outage !== null);
  }

  #take(id: ForwardId): Loss | null {
    const loss = this.#losses.get(id) ?? null;
    loss?.patience[Symbol.dispose]();
    this.#losses.delete(id);
    return loss;
  }

  #endIfOver(outage: Outage): void {
    if (outage.back.size === 0 || this.#isWaitedFor(outage)) return;
    const back = [...outage.back].map(([id, lost]) => ({ ...lost, forward: this.#find(id) ?? lost.forward }));
    this.#told.emit(returnAlert(back));
  }

  #isWaitedFor(outage: Outage): boolean {
    return [...this.#losses.values()].some((loss) => (loss.outage ?? loss.earlier) === outage);
  }

  #followCluster(context: string, status: ClusterStatus): void {
    if (status.phase === 'connected') {
      this.#logins.delete(context);
      this.#newLogins.delete(context);
    }
    if (status.phase !== 'failed' || !isLoginProblem(status.problem.code)) return;
    if (this.#logins.has(context) || !this.#options.isWanted('login')) return;
    this.#logins.add(context);
    this.#newLogins.set(context, status.problem);
    this.#loginTimer ??= this.#options.clock.after(togetherMs, () => this.#tellLogins());
  }

  #tellLogins(): void {
    this.#loginTimer = null;
    if (this.#newLogins.size > 0) this.#told.emit(loginAlert(this.#newLogins));
    this.#newLogins.clear();
  }

  #find(id: ForwardId): Forward | undefined {
    return this.#options.forwards.list().find((forward) => forward.id === id);
  }
}

function follow(loss: Loss, lost: LostForward): void {
  if (loss.outage === null) loss.lost = lost;
  // What was told of its own target stays with it: if the cluster goes away besides, that is news.
  if (loss.outage === null || contextAtFault(lost) === null) loss.cause = causeOf(lost);
}

function causeOf(lost: LostForward): string {
  const { context, namespace, ...target } = lost.forward.target;
  if (contextAtFault(lost) !== null) return JSON.stringify([context]);
  const code = lost.isFinal ? lost.problem.code : null;
  return JSON.stringify([context, namespace, formatTarget(target), code]);
}
