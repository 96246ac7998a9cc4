import { z } from 'zod';
import { Problem } from './problem.ts';
import { RemotePort } from './port-pair.ts';

/** One address and port that really listens now. */
export const Endpoint = z.object({ address: z.string(), port: z.int() });
export type Endpoint = z.infer<typeof Endpoint>;

/** The listening addresses of one port pair, in the order of the forward's `ports`. All share one port number. */
export const BoundPort = z.object({ remote: RemotePort, endpoints: z.array(Endpoint).min(1) });
export type BoundPort = z.infer<typeof BoundPort>;

/** The pod that new connections go to. */
export const PodRef = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  node: z.string().nullable(),
});
export type PodRef = z.infer<typeof PodRef>;

/** Where a session stands; times are milliseconds since the epoch. */
export const SessionState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('stopped') }),
  z.object({ phase: z.literal('starting') }),
  z.object({
    phase: z.literal('waiting'),
    bound: z.array(BoundPort),
    /** How often the pod was lost since it was last ready; 0 while first connecting. */
    attempt: z.int().min(0),
    problem: Problem.nullable(),
    /** When the next try is due; null where a watch will tell. */
    retryAt: z.number().nullable(),
  }),
  z.object({ phase: z.literal('active'), bound: z.array(BoundPort), pod: PodRef, since: z.number() }),
  z.object({ phase: z.literal('failed'), problem: Problem }),
  z.object({ phase: z.literal('stopping') }),
]);
export type SessionState = z.infer<typeof SessionState>;
export type SessionPhase = SessionState['phase'];

/** What can happen to a session; only `transition` turns it into a state. */
export type SessionEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'bound'; readonly bound: BoundPort[] }
  | { readonly kind: 'podReady'; readonly pod: PodRef; readonly at: number }
  | { readonly kind: 'podLost'; readonly problem: Problem; readonly retryAt: number | null }
  | { readonly kind: 'gaveUp'; readonly problem: Problem }
  | { readonly kind: 'stop' }
  | { readonly kind: 'released' };

/**
 * The state machine of a session: pure and total.
 * An event that makes no sense in a state (late, twice) returns the same object, so callers compare by identity.
 */
export function transition(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'start':
      return state.phase === 'stopped' || state.phase === 'failed' ? { phase: 'starting' } : state;
    case 'bound':
      // One that failed is bound by itself, once nothing on this computer is in its way any more.
      return state.phase === 'starting' || state.phase === 'failed'
        ? { phase: 'waiting', bound: event.bound, attempt: 0, problem: null, retryAt: null }
        : state;
    case 'podReady':
      if (state.phase === 'waiting') {
        return { phase: 'active', bound: state.bound, pod: event.pod, since: event.at };
      }
      if (state.phase === 'active' && state.pod.uid !== event.pod.uid) {
        return { ...state, pod: event.pod };
      }
      return state;
    case 'podLost': {
      const { problem, retryAt } = event;
      if (state.phase === 'active') {
        return { phase: 'waiting', bound: state.bound, attempt: 1, problem, retryAt };
      }
      if (state.phase === 'waiting') return { ...state, attempt: state.attempt + 1, problem, retryAt };
      return state;
    }
    case 'gaveUp': {
      const { problem } = event;
      const isNew = state.phase === 'failed' && state.problem.message !== problem.message;
      return isRunning(state) || isNew ? { phase: 'failed', problem } : state;
    }
    case 'stop':
      if (state.phase === 'failed') return { phase: 'stopped' };
      return isRunning(state) ? { phase: 'stopping' } : state;
    case 'released':
      return state.phase === 'stopping' ? { phase: 'stopped' } : state;
  }
}

/** True while the session works at being usable: it holds its port or is about to. */
export function isRunning(state: SessionState): boolean {
  return state.phase === 'starting' || state.phase === 'waiting' || state.phase === 'active';
}

/** The listening addresses of a state; empty where nothing listens. */
export function boundPorts(state: SessionState): readonly BoundPort[] {
  return state.phase === 'waiting' || state.phase === 'active' ? state.bound : [];
}
