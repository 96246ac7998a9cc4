import { maxHoldMs } from './forward.ts';

/** Reads `30s`, `500ms`, `2m` or `0` as milliseconds; null for anything else and for more than `maxHoldMs`. */
export function parseHoldTime(text: string): number | null {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m)$/.exec(text) ?? (text === '0' ? ['', '0', 's'] : []);
  const ms = Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1_000 : 60_000);
  return ms <= maxHoldMs ? ms : null;
}

/** What `parseHoldTime` reads: `30s`, or `1500ms` where no whole number of seconds says it. */
export function formatHoldTime(ms: number): string {
  return ms % 1_000 === 0 ? `${String(ms / 1_000)}s` : `${String(ms)}ms`;
}
