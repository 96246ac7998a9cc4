import { isDeepStrictEqual } from 'node:util';
import type { Destination } from '../../shared/destination.ts';
import { durationUnits } from '../../shared/duration-units.ts';
import type { Forward, ForwardId } from '../../shared/forward.ts';
import { message, type Message } from '../../shared/language/message.ts';
import { isLoginProblem, type Problem } from '../../shared/problem.ts';
import type { AlertKind } from '../../shared/settings.ts';
import type { Ending } from '../forwards/automatic-ends.ts';
import { isClusterFault } from '../kube/cluster-health.ts';

/** Something a person wants to know who does not look at the window. */
export interface Alert {
  readonly kind: AlertKind;
  readonly title: Message;
  readonly body: Message;
  /** What a person wants to see who clicks on it; null for the window as it is. */
  readonly leadsTo: Destination | null;
  /** Forwards that would end by themselves, and that the person may keep running from here. */
  readonly keeps?: readonly ForwardId[];
}

/** A forward that does not work, and why. */
export interface LostForward {
  readonly forward: Forward;
  readonly problem: Problem;
  /** Whether it gave up, so that mostly only a person brings it back. */
  readonly isFinal: boolean;
}

/** A notification has room for a few names. */
const namesShown = 3;

/** The context whose cluster is the cause; null where it is the forward's own target. */
export function contextAtFault({ forward, problem }: LostForward): string | null {
  return isClusterFault(problem.code) ? forward.target.context : null;
}

/** Tells of forwards that were lost together: all of them gave up, or all of them wait. */
export function lossAlert(lost: readonly LostForward[]): Alert {
  const reasons = lost.map(({ problem }) => problem.words);
  const contexts = contextsAtFault(lost);
  if (contexts !== null) {
    const needLogin = lost.every(({ problem }) => isLoginProblem(problem.code));
    const title = message(needLogin ? 'alert.needsLogin' : 'alert.away', { contexts });
    return { kind: 'lost', title, body: body(contexts, reasons), leadsTo: toCluster(contexts) };
  }
  const forwards = lost.map(({ forward }) => forward);
  const labels = forwards.map(({ label }) => label);
  const title = message(lost.some(({ isFinal }) => isFinal) ? 'alert.failed' : 'alert.waiting', { labels });
  return { kind: 'lost', title, body: body(labels, reasons), leadsTo: toForward(forwards) };
}

/** Tells of forwards that were lost together and work again. */
export function returnAlert(back: readonly LostForward[]): Alert {
  const reasons = [message('alert.servesAgain')];
  const contexts = contextsAtFault(back);
  if (contexts !== null) {
    const title = message('alert.clusterBack', { contexts });
    return { kind: 'back', title, body: body(contexts, reasons), leadsTo: toCluster(contexts) };
  }
  const forwards = back.map(({ forward }) => forward);
  const labels = forwards.map(({ label }) => label);
  const title = message('alert.back', { labels });
  return { kind: 'back', title, body: body(labels, reasons), leadsTo: toForward(forwards) };
}

/** Tells of clusters, by their contexts, that want a login at the same time. */
export function loginAlert(logins: ReadonlyMap<string, Problem>): Alert {
  const contexts = [...logins.keys()];
  const reasons = [...logins.values()].map(({ words }) => words);
  const title = message('alert.needsLogin', { contexts });
  return { kind: 'login', title, body: body(contexts, reasons), leadsTo: toCluster(contexts) };
}

/** Tells of forwards that end by themselves before long; `now` is in milliseconds since the epoch. */
export function endAlert(ending: readonly Ending[], now: number): Alert {
  const left = leftWords(Math.min(...ending.map(({ at }) => at)) - now);
  const forwards = ending.map(({ forward }) => forward);
  const labels = forwards.map(({ label }) => label);
  const why = labels.length === 1 ? message('alert.endingSentence') : message('alert.endingFirst', { left });
  return {
    kind: 'end',
    title: message('alert.ending', { labels, left }),
    body: body(labels, [why]),
    leadsTo: toForward(forwards),
    keeps: forwards.map(({ id }) => id),
  };
}

/** `4m 30s`, as the window counts it down. */
function leftWords(ms: number): Message {
  const parts = durationUnits(ms).map(({ unit, count }) => message(`unit.${unit}`, { n: String(count) }));
  return message('unit.together', { parts });
}

/** The contexts that are at fault; null where some forward's own target is. */
function contextsAtFault(lost: readonly LostForward[]): readonly string[] | null {
  const contexts = lost.map(contextAtFault).filter((context) => context !== null);
  return contexts.length === lost.length ? [...new Set(contexts)] : null;
}

/** The title names the only one; of several, the body names the first few. */
function body(names: readonly string[], reasons: readonly Message[]): Message {
  const [first = message('alert.windowSaysWhy'), ...others] = reasons;
  const isShared = others.every((other) => isDeepStrictEqual(other, first));
  const why = isShared ? first : message('alert.windowSaysWhy');
  if (names.length === 1) return why;
  const more = Math.max(names.length - namesShown, 0);
  return message('alert.several', { names: names.slice(0, namesShown), more, why });
}

function toCluster([context, ...others]: readonly string[]): Destination | null {
  return context === undefined || others.length > 0 ? null : { kind: 'cluster', context };
}

function toForward([forward, ...others]: readonly Forward[]): Destination | null {
  return forward === undefined || others.length > 0 ? null : { kind: 'forward', id: forward.id };
}
