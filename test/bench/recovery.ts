import type { Outcome } from './echo-client.ts';

/** When answers came again after the longest time without one; Infinity when none came after `sinceMs`. */
export function answeredAgainMs(outcomes: readonly Outcome[], sinceMs: number): number {
  const answeredMs = outcomes
    .filter(({ kind }) => kind === 'answered')
    .map(({ endedMs }) => endedMs)
    .toSorted((a, b) => a - b);
  if ((answeredMs.at(-1) ?? -Infinity) < sinceMs) return Infinity;
  const gaps = answeredMs.map((endMs, index) => ({
    endMs,
    lengthMs: endMs - (answeredMs[index - 1] ?? endMs),
  }));
  return gaps.reduce((longest, gap) => (gap.lengthMs > longest.lengthMs ? gap : longest)).endMs;
}
