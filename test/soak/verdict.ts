import type { SessionStep } from './forwarder-talk.ts';
import { causeOf, type Injected, type Outcome, type PodDeletion } from './judgement.ts';
import { leaks, type SoakRun } from './soak.ts';
import { talks } from './talks.ts';

export interface TalkCounts {
  readonly talk: string;
  readonly served: number;
  /** Cut because the pod that served it was deleted, and because the API server was killed. */
  readonly cutByPod: number;
  readonly cutByApi: number;
  readonly failed: number;
}

export interface Verdict {
  readonly talks: readonly TalkCounts[];
  /** Connections that came while their forward had no pod, and were served. */
  readonly heldAndServed: number;
  /** How long a forward was without a pod, in milliseconds, by each deletion. */
  readonly gapsMs: readonly number[];
  /** How long a new pod was ready before its forward used it, in milliseconds; the API tells it to the second. */
  readonly latenessMs: readonly number[];
  /** What must not be, as sentences; none where the run has passed. */
  readonly failures: readonly string[];
}

/** Room for what the compiler and its caches keep by themselves; a leaked kilobyte a connection is more in ten minutes. */
const growthBytes = 8 * 1024 * 1024;
const shown = 20;
/** An API server that is away is asked once a second while a client waits, and the API tells only whole seconds. */
const latestMs = 5_000;
/** The controllers ask again more and more slowly while the API server is away (measured: up to a minute later). */
const controllersAwayMs = 60_000;

/** Judges a run from what was seen. */
export function judge(run: SoakRun): Verdict {
  const judged = run.outcomes.map((outcome) => ({ outcome, cause: causeOf(outcome, run.injected) }));
  const failed = judged.filter(({ outcome, cause }) => outcome.broken !== null && cause === null);
  const served = run.outcomes.filter(({ broken }) => broken === null);
  const counts = talks.map(({ name }): TalkCounts => {
    const own = judged.filter(({ outcome }) => outcome.talk === name);
    return {
      talk: name,
      served: own.filter(({ outcome }) => outcome.broken === null).length,
      cutByPod: own.filter(({ cause }) => cause?.kind === 'pod').length,
      cutByApi: own.filter(({ cause }) => cause?.kind === 'api').length,
      failed: failed.filter(({ outcome }) => outcome.talk === name).length,
    };
  });
  const deletions = run.injected.filter((each) => each.kind === 'pod');
  const lateness = deletions.flatMap((deletion) => latenessOf(deletion, run.injected));
  return {
    talks: counts,
    heldAndServed: served.filter((outcome) => wasWaiting(run.steps, outcome)).length,
    gapsMs: deletions.flatMap(({ leftAt, backAt }) =>
      leftAt === null || backAt === null ? [] : [backAt - leftAt],
    ),
    latenessMs: lateness,
    failures: [
      ...run.steps.flatMap((step) => failedTexts(run, step)),
      ...failed.slice(0, shown).map(({ outcome }) => failureText(run, outcome)),
      ...(failed.length > shown ? [`… and ${failed.length - shown} more connections failed.`] : []),
      ...counts.filter(({ served }) => served === 0).map(({ talk }) => `No "${talk}" was ever served.`),
      ...(run.leftOpen > 0 ? [`${run.leftOpen} connections outlived their clients.`] : []),
      ...run.stuck.map((target) => `${target} was not active a minute after the load's end.`),
      ...deletions
        .filter(({ backAt }) => backAt === null)
        .map(({ pod }) => `No pod took the place of ${pod} within two minutes.`),
      ...lateness
        .filter((ms) => ms > latestMs)
        .map((ms) => `A new pod was ready for ${(ms / 1000).toFixed(1)} s before it was used.`),
      ...leakTexts(run),
      ...growthTexts(run),
    ],
  };
}

/** Nothing that is injected here needs a person to mend it. */
function failedTexts({ forwards }: SoakRun, { forward, at, problem }: SessionStep): string[] {
  if (problem === null) return [];
  return [`${targetOf(forwards, forward)} gave up at ${timeOf(at)}: ${problem}`];
}

function failureText({ forwards, injected, logged }: SoakRun, outcome: Outcome): string {
  const near = injected
    .filter(({ at, backAt }) => at <= outcome.endedAt && (backAt ?? Infinity) >= outcome.openedAt - 5_000)
    .map((each) =>
      each.kind === 'pod' ? `${each.pod} deleted ${timeOf(each.at)}` : `API server killed ${timeOf(each.at)}`,
    );
  const said = logged(outcome.endedAt - 300, outcome.endedAt + 100).slice(-6);
  return [
    `${outcome.talk} on ${targetOf(forwards, outcome.forward)}, ${timeOf(outcome.openedAt)} to ${timeOf(outcome.endedAt)}:`,
    `${outcome.broken?.message ?? ''}.`,
    `Faults near: ${near.join(', ') || 'none'}.`,
    ...(said.length === 0 ? [] : [`The engine said: ${said.join(' | ')}`]),
  ].join(' ');
}

function targetOf(forwards: SoakRun['forwards'], forward: string): string {
  return forwards.find(({ id }) => id === forward)?.target ?? forward;
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function leakTexts({ footprints: { before, stopped } }: SoakRun): string[] {
  return leaks(before, stopped).map(
    (name) =>
      `${name}: ${stopped.held[name] ?? 0} are left after the stop, ${before.held[name] ?? 0} were there before.`,
  );
}

function growthTexts({ footprints: { quarter, end } }: SoakRun): string[] {
  const grown = end.bytes - quarter.bytes;
  if (grown <= growthBytes) return [];
  return [
    `Memory grew by ${mib(grown)} between the first quarter and the end; ${mib(growthBytes)} are allowed.`,
  ];
}

function wasWaiting(steps: readonly SessionStep[], { forward, openedAt }: Outcome): boolean {
  return steps.findLast((step) => step.forward === forward && step.at <= openedAt)?.phase === 'waiting';
}

/**
 * A spare that had been ready before is not late; and after the API server has been away, its controllers tell of a
 * ready pod only when they are back themselves.
 */
function latenessOf({ at, leftAt, backAt, readyAt }: PodDeletion, injected: readonly Injected[]): number[] {
  if (leftAt === null || backAt === null || readyAt === null) return [];
  const isApiAway = injected.some(
    (each) => each.kind === 'api' && each.at < backAt && (each.backAt ?? Infinity) + controllersAwayMs > at,
  );
  return isApiAway ? [] : [backAt - Math.max(leftAt, readyAt)];
}

export function mib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
