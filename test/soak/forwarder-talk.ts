import type { Endpoint, SessionPhase } from '../../src-main/shared/session.ts';
import type { ForwardWish } from '../support/engine-host.ts';
import type { Footprint } from './footprint.ts';

/** What the forwarder's process can be asked, and what it answers. */
export interface Questions {
  /** Starts a forward; answered once a ready pod is known. */
  start: { readonly input: ForwardWish; readonly answer: StartedForward };
  /** The connections of all forwards that are open now. */
  connections: { readonly input: null; readonly answer: readonly OpenConnection[] };
  /** How many sockets the process has now; disturbs nothing. */
  sockets: { readonly input: null; readonly answer: number };
  footprint: { readonly input: null; readonly answer: Footprint };
  /** Resident memory now, in bytes; disturbs nothing. */
  resident: { readonly input: null; readonly answer: number };
  /** Stops every forward; answered once every port is free. */
  stopAll: { readonly input: null; readonly answer: null };
}
export type QuestionName = keyof Questions;

export type Question = {
  [N in QuestionName]: { id: number; name: N; input: Questions[N]['input'] };
}[QuestionName];

export interface StartedForward {
  readonly id: string;
  /** One for each port, in the order of the wish. */
  readonly endpoints: readonly Endpoint[];
}

export interface OpenConnection {
  readonly forward: string;
  /** The client's port on this computer. */
  readonly localPort: number;
  /** The pod that serves it; null while it waits for one. */
  readonly pod: string | null;
}

/** A state that a session entered; times are milliseconds since the epoch. */
export interface SessionStep {
  readonly at: number;
  readonly forward: string;
  readonly phase: SessionPhase;
  readonly pod: { readonly name: string; readonly uid: string } | null;
  /** Why it needs a person; null where it does not. */
  readonly problem: string | null;
}

/** What the forwarder's process says by itself or as an answer. */
export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly why: string }
  | { readonly kind: 'session'; readonly step: SessionStep }
  | { readonly kind: 'log'; readonly at: number; readonly line: string };
