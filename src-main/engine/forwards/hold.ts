import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { BalancedPods, Place } from './balanced-pods.ts';

interface HoldOptions {
  readonly pods: BalancedPods;
  readonly clock: Clock;
  /** The whole hold time, to be named, and what is left of it: a change counts for those that wait already. */
  readonly holdMs: () => number;
  readonly leftMs: () => number;
  readonly signal: AbortSignal;
}

/** Waits for a place for a connection. Throws `holdExpired` with what kept it away, or the signal's reason. */
export async function hold(options: HoldOptions): Promise<Place> {
  const { pods, signal } = options;
  for (;;) {
    await available(options);
    signal.throwIfAborted();
    // Of several that waited, the first may have lost the pod again.
    const place = pods.take();
    if (place !== null) return place;
  }
}

async function available({ pods, clock, holdMs, leftMs, signal }: HoldOptions): Promise<void> {
  const whole = holdMs();
  const expired = new AbortController();
  const timer = clock.after(leftMs(), () => expired.abort(holdExpired(whole, pods)));
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
    message('hold.expired', {
      seconds: holdMs / 1000,
      reason: reason?.words ?? message('hold.noAnswerYet'),
    }),
    { detail: reason?.detail, layer: reason?.layer },
  );
}
