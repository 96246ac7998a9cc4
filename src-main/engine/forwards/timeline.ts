import { formatEndpoint } from '../../shared/bind-address.ts';
import { type Message, message, say } from '../../shared/language/message.ts';
import type { Problem } from '../../shared/problem.ts';
import type { BoundPort, PodRef } from '../../shared/session.ts';
import { type TimelineEntry, type TimelineKind, timelineLength } from '../../shared/timeline.ts';

/** A sentence with more names than so is a list. */
export const namedPods = 4;

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

  add(kind: TimelineKind, words: Message, problem: Problem | null = null): void {
    this.#lastSeq += 1;
    const entry = { seq: this.#lastSeq, at: this.#now(), kind, words, problem };
    this.#entries = [...this.#entries, entry].slice(-timelineLength);
    this.#onAdded(entry);
  }

  /** As `add`, unless the newest entry says the same: a hundred failing connections are one line. */
  addOnce(kind: TimelineKind, words: Message, problem: Problem | null = null): void {
    const newest = this.#entries.at(-1);
    const isKnown = newest?.kind === kind && say('en', newest.words) === say('en', words);
    if (!isKnown) this.add(kind, words, problem);
  }
}

/** With a part for each set of addresses. */
export function listeningText(bound: readonly BoundPort[]): Message {
  const byAddresses = Map.groupBy(bound, ({ endpoints }) =>
    endpoints.map(({ address }) => address).join(' '),
  );
  const places = [...byAddresses].map(([addresses, pairs]) =>
    message('timeline.place', {
      addresses: addresses.split(' '),
      ports: pairs.map(({ endpoints }) => String(endpoints[0]?.port)),
    }),
  );
  return message('timeline.listening', { places });
}

export function movedText(from: number, bound: BoundPort): Message {
  const [first] = bound.endpoints;
  return message('timeline.portMoved', { from, endpoint: first === undefined ? '' : formatEndpoint(first) });
}

/** The pods that connections go to, by name where they are few. */
export function podsText(pods: readonly PodRef[]): Message {
  return pods.length > namedPods
    ? message('timeline.podCount', { pods: pods.length })
    : message('timeline.podNames', { names: pods.map(({ name }) => name) });
}

/** Told when new connections go to other pods than before, without a gap. */
export function movedPodsText(before: readonly PodRef[], now: readonly PodRef[]): Message {
  if (before.length === 1 && now.length === 1) {
    return message('timeline.moved', { from: podsText(before), to: podsText(now) });
  }
  return message('timeline.newConnections', { pods: podsText(now) });
}

export function leavingText(pod: PodRef, open: number): Message {
  return message('timeline.leaving', { pod: pod.name, open });
}

/** Told when pods are there again after `lostMs`; `held` connections waited for them and `lost` of those gave up. */
export function backText(
  pods: readonly PodRef[],
  { lostMs, held, lost }: { lostMs: number; held: number; lost: number },
): Message {
  const back = { pods: podsText(pods), seconds: lostMs / 1000 };
  return held === 0 ? message('timeline.back', back) : message('timeline.backHeld', { ...back, held, lost });
}
