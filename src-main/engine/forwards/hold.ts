import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { BalancedPods } from './balanced-pods.ts';

interface HoldOptions {
  readonly pods: BalancedPods;
  readonly clock: Clock;
  /** The whole hold time, to be named, and what is left of it. */
  readonly holdMs: number;
  readonly leftMs: number;
  readonly signal: AbortSignal;
}

/** Waits for a pod that a connection may go to. Throws `holdExpired` with what kept it away, or the signal's reason. */
export async function hold({ pods, clock, holdMs, leftMs, signal }: HoldOptions): Promise<void> {
  const expired = new AbortController();
  const timer = clock.after(leftMs, () => expired.abort(holdExpired(holdMs, pods)));
  try {
    await pods.available(AbortSignal.any([expired.signal, signal]));
  } finally {
    timer[Symbol.dispose]();
  }
}

function holdExpired(holdMs: number, pods: BalancedPods): ProblemError {
  const reason = pods.state?.kind === 'none' ? pods.state.problem : null;
  return new ProblemError(
    'holdExpired',
    `No pod was ready within ${holdMs / 1000} s, so the connection was closed. ${reason?.message ?? 'The cluster has not answered yet.'}`,
    { detail: reason?.detail, layer: reason?.layer },
  );
}
