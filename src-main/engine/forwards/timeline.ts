import { formatEndpoint } from '../../shared/bind-address.ts';
import type { Problem } from '../../shared/problem.ts';
import type { BoundPort, PodRef } from '../../shared/session.ts';
import { type TimelineEntry, type TimelineKind, timelineLength } from '../../shared/timeline.ts';

/** A sentence with more names than so is a list. */
const namedPods = 4;

/** What happened to one forward in this run of Portolan, newest last. */
export class Timeline {
  readonly #now: () => number;
  readonly #onAdded: (entry: TimelineEntry) => void;
  #entries: readonly TimelineEntry[] = [];
  #lastSeq = 0;

  constructor(now: () => number, onAdded: (entry: TimelineEntry) => void) {
    this.#now = now;
    this.#onAdded = onAdded;
  }

  get entries(): readonly TimelineEntry[] {
    return this.#entries;
  }

  add(kind: TimelineKind, text: string, problem: Problem | null = null): void {
    this.#lastSeq += 1;
    const entry = { seq: this.#lastSeq, at: this.#now(), kind, text, problem };
    this.#entries = [...this.#entries, entry].slice(-timelineLength);
    this.#onAdded(entry);
  }

  /** As `add`, unless the newest entry says the same: a hundred failing connections are one line. */
  addOnce(kind: TimelineKind, text: string, problem: Problem | null = null): void {
    const newest = this.#entries.at(-1);
    if (newest?.kind !== kind || newest.text !== text) this.add(kind, text, problem);
  }
}

/** `Listening on 127.0.0.1 and ::1, ports 8080 and 9090.`, with a part for each set of addresses. */
export function listeningText(bound: readonly BoundPort[]): string {
  const byAddresses = Map.groupBy(bound, ({ endpoints }) => inWords(endpoints.map(({ address }) => address)));
  const parts = [...byAddresses].map(([addresses, pairs]) => {
    const ports = inWords(pairs.map(({ endpoints }) => String(endpoints[0]?.port)));
    return `${addresses}, port${pairs.length > 1 ? 's' : ''} ${ports}`;
  });
  return `Listening on ${parts.join('; ')}.`;
}

export function movedText(from: number, bound: BoundPort): string {
  const [first] = bound.endpoints;
  const where = first === undefined ? '' : formatEndpoint(first);
  return `Port ${String(from)} is taken by another program now, so ${where} was chosen instead.`;
}

/** The pods that connections go to, by name where they are few. */
export function podsText(pods: readonly PodRef[]): string {
  return pods.length > namedPods ? `${pods.length} pods` : inWords(pods.map(({ name }) => name));
}

/** Told when new connections go to other pods than before, without a gap. */
export function movedPodsText(before: readonly PodRef[], now: readonly PodRef[]): string {
  if (before.length === 1 && now.length === 1) return `Moved from ${podsText(before)} to ${podsText(now)}.`;
  return `New connections go to ${podsText(now)} now.`;
}

export function leavingText(pod: PodRef, open: number): string {
  const finish = open === 1 ? '1 connection finishes' : `${open} connections finish`;
  return `${pod.name} is terminating; ${finish} on it.`;
}

/** Told when a pod is there again after `lostMs`; `held` connections waited for it and `lost` of them gave up. */
export function backText(pods: string, gap: { lostMs: number; held: number; lost: number }): string {
  const back = `Back on ${pods} after ${(gap.lostMs / 1000).toFixed(1)} s`;
  if (gap.held === 0) return `${back}.`;
  const were = gap.held === 1 ? '1 connection was' : `${String(gap.held)} connections were`;
  return `${back}; ${were} held, ${gap.lost === 0 ? 'none' : String(gap.lost)} lost.`;
}

const conjunction = new Intl.ListFormat('en', { type: 'conjunction' });

/** `a`, `a and b`, `a, b, and c`. */
function inWords(words: readonly string[]): string {
  return conjunction.format(words);
}
