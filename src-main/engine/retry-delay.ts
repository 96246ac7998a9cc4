/** Waits before the second try, the third …, in milliseconds (tunnel.md, 9.5). */
const ladder = [200, 500, 1_000, 2_000, 5_000, 10_000, 15_000];

/** How long to wait after `attempt` failed tries before this one, ±20 % by `chance` in [0, 1). */
export function retryDelay(attempt: number, chance: number): number {
  const base = ladder[Math.min(attempt, ladder.length - 1)] ?? 15_000;
  return Math.round(base * (0.8 + 0.4 * chance));
}
