import { z } from 'zod';
import type { Forward } from './forward.ts';
import type { ProductionContext } from './production.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Shortest and longest time after which a forward ends by itself, in milliseconds. */
export const minEndAfterMs = minuteMs;
export const maxEndAfterMs = 7 * dayMs;

/** A time from its start, in milliseconds, after which a forward ends by itself. */
export const EndAfter = z.int().min(minEndAfterMs).max(maxEndAfterMs);

/** Reads `30m`, `8h` or `2d` as milliseconds; null for anything else and for less or more than is allowed. */
export function parseEndAfter(text: string): number | null {
  const [, amount, unit] = /^(\d{1,5})(m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * (unit === 'm' ? minuteMs : unit === 'h' ? hourMs : dayMs);
  return ms >= minEndAfterMs && ms <= maxEndAfterMs ? ms : null;
}

/** What `parseEndAfter` reads, in the largest unit that says it in whole numbers; minutes are rounded up. */
export function formatEndAfter(ms: number): string {
  if (ms % dayMs === 0) return `${String(ms / dayMs)}d`;
  if (ms % hourMs === 0) return `${String(ms / hourMs)}h`;
  return `${String(Math.ceil(ms / minuteMs))}m`;
}

/** After which time a forward ends: its own, else what its production context asks for; null for never. */
export function endAfterOf(
  { target, endAfterMs }: Pick<Forward, 'target' | 'endAfterMs'>,
  production: readonly ProductionContext[],
): number | null {
  if (endAfterMs !== null) return endAfterMs;
  return production.find(({ context }) => context === target.context)?.endAfterMs ?? null;
}

/** How long before its end somebody is told of it: a tenth of its time, five minutes at most. */
export function noticeOf(endAfterMs: number): number {
  return Math.min(endAfterMs / 10, 5 * minuteMs);
}

/** When a forward that was started ends by itself, in milliseconds since the epoch; null for never. */
export function endOf(forward: Forward, production: readonly ProductionContext[]): number | null {
  const endAfterMs = endAfterOf(forward, production);
  return forward.startedAt === null || endAfterMs === null ? null : forward.startedAt + endAfterMs;
}
