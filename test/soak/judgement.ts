import type { Fault } from './soak-client.ts';

/** One conversation as it went; times are milliseconds since the epoch. */
export interface Outcome {
  readonly talk: string;
  readonly forward: string;
  readonly localPort: number;
  /** Before the client asked for the connection. */
  readonly openedAt: number;
  readonly endedAt: number;
  /** What went wrong, and in words; null where everything was as it has to be. */
  readonly broken: { readonly fault: Fault; readonly message: string } | null;
}

/** A pod that was deleted. */
export interface PodDeletion {
  readonly kind: 'pod';
  readonly forward: string;
  readonly pod: string;
  /** Before it was asked whom the pod serves. */
  readonly at: number;
  /** The forward's connections then, by the client's port: whether this pod served it, or it waited for one. */
  readonly known: ReadonlyMap<number, boolean>;
  /** Until then a deleted pod serves: its connections may not end before. */
  readonly servesUntil: number;
  /** When the forward turned away from it: no later connection may go to it. Null while that has not happened. */
  leftAt: number | null;
  /** When the forward had a ready pod again. */
  backAt: number | null;
  /** When that pod became ready, to the second; null where the API server could not be asked. */
  readyAt: number | null;
}

/** An API server that was killed: every byte goes through it. */
export interface ApiRestart {
  readonly kind: 'api';
  readonly at: number;
  /** When it was gone for certain: a later connection cannot have used it. */
  readonly goneAt: number;
  /** When it was ready again. */
  backAt: number | null;
}

export type Injected = PodDeletion | ApiRestart;

/** The end of a connection through the API server is told by its sockets, which takes a moment. */
const noticeMs = 100;
/** A connection that a client has begun is known to the engine within this time. */
const acceptMs = 1_000;
/** What a fault cuts is told to the client within this time, though the client may look late. */
const tellMs = 25_000;

/**
 * The injected fault that a broken conversation may be put down to; null for none, which makes it a failure of the
 * engine. A bare listener, wrong bytes and a client that is left hanging are never forgiven.
 */
export function causeOf(outcome: Outcome, injected: readonly Injected[]): Injected | null {
  switch (outcome.broken?.fault) {
    case 'reset':
    case 'cut short':
    case 'reset hidden':
      return injected.find((each) => concerns(each, outcome)) ?? null;
    case 'refused':
    case 'wrong bytes':
    case 'stuck':
    case undefined:
      return null;
  }
}

function concerns(injected: Injected, outcome: Outcome): boolean {
  switch (injected.kind) {
    case 'pod':
      return injected.forward === outcome.forward && wasServed(injected, outcome);
    case 'api': {
      const goneAt = injected.goneAt + noticeMs;
      return (
        outcome.openedAt <= goneAt && outcome.endedAt >= injected.at && outcome.endedAt <= goneAt + tellMs
      );
    }
  }
}

/** By the deleted pod: it was seen there, or came between that look and the moment when the forward turned away. */
function wasServed({ at, known, servesUntil, leftAt }: PodDeletion, outcome: Outcome): boolean {
  if (outcome.endedAt < servesUntil || outcome.endedAt > servesUntil + tellMs) return false;
  const seenHere = outcome.openedAt < at ? known.get(outcome.localPort) : undefined;
  if (seenHere !== undefined) return seenHere;
  return outcome.openedAt >= at - acceptMs && outcome.openedAt <= (leftAt ?? Infinity);
}
