import { isExposed } from '../shared/bind-address.ts';
import type { Forward } from '../shared/forward.ts';
import { needsUser } from '../shared/problem.ts';
import { isRunning, type SessionState } from '../shared/session.ts';

/** One saved forward as the tray sees it. */
export interface TrayForward {
  readonly forward: Forward;
  readonly state: SessionState;
  /** Connections that wait for a ready pod. */
  readonly held: number;
  /** Its context is marked as production: a start opens the window, which asks. */
  readonly production: boolean;
}

/** True where other machines can reach it now. */
export function isReachable({ forward, state }: TrayForward): boolean {
  return isRunning(state) && isExposed(forward.addresses);
}

/** True where only a person can mend what is in the way. */
export function asksForUser(state: SessionState): boolean {
  if (state.phase === 'waiting') return state.problem !== null && needsUser(state.problem.code);
  return state.phase === 'failed';
}
