import { needsUser, type Problem } from '../../src-main/shared/problem.ts';
import type { SessionState } from '../../src-main/shared/session.ts';
import { t } from '../language.svelte.ts';
import { problemReason } from './problem-words.ts';

export type Shape = 'disc' | 'diamond' | 'triangle' | 'ring';
export type Tone = 'ok' | 'warn' | 'bad' | 'soft';

/** A state as it is shown: a shape, a word and a colour, of which no one stands alone. */
export interface StateLook {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly word: string;
}

/** How a session looks, and why; `retryAt` where a countdown belongs beside it. */
export interface SessionSummary extends StateLook {
  readonly reason: string | null;
  readonly retryAt: number | null;
}

/** The one place that says what a session's state looks like; `held` connections wait for a pod. */
export function summariseSession(state: SessionState, held: number): SessionSummary {
  const plain = { reason: null, retryAt: null };
  switch (state.phase) {
    case 'stopped':
      return { shape: 'ring', tone: 'soft', word: t('state.stopped'), ...plain };
    case 'starting':
      return { shape: 'diamond', tone: 'warn', word: t('state.starting'), ...plain };
    case 'waiting':
      return summariseWaiting(state.problem, held, state.retryAt);
    case 'active':
      return { shape: 'disc', tone: 'ok', word: t('state.active'), ...plain };
    case 'failed':
      return {
        shape: 'triangle',
        tone: 'bad',
        word: t('state.needsYou'),
        reason: problemReason(state.problem.code),
        retryAt: null,
      };
    case 'stopping':
      return { shape: 'ring', tone: 'soft', word: t('state.stopping'), ...plain };
  }
}

/** What stands in the way of a session now; null where nothing does. */
export function sessionProblem(state: SessionState): Problem | null {
  return state.phase === 'waiting' || state.phase === 'failed' ? state.problem : null;
}

function summariseWaiting(problem: Problem | null, held: number, retryAt: number | null): SessionSummary {
  const reason = problem === null ? null : problemReason(problem.code);
  if (problem !== null && needsUser(problem.code)) {
    return { shape: 'triangle', tone: 'bad', word: t('state.needsYou'), reason, retryAt };
  }
  return { shape: 'diamond', tone: 'warn', word: waitingWord(problem, held), reason, retryAt };
}

function waitingWord(problem: Problem | null, held: number): string {
  if (held > 0) return t('state.holding', { held });
  return problem === null ? t('state.connecting') : t('state.waiting');
}
