import { durationUnits } from '../../src-main/shared/duration-units.ts';
import { locale, t } from '../language.svelte.ts';

const space = '\u00a0';
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

const whole = inEachLocale((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const tenths = inEachLocale(
  (tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
// Not `timeStyle`, which in some locales leaves out the zero that keeps times in their column.
const timeOfDay = inEachLocale(
  (tag) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
);
const dateAndTime = inEachLocale(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }),
);

/** `0 B`, `42 kB`, `1.8 MB`: decimal units, at most three digits. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? tenths() : whole();
  return `${digits.format(value)}${space}${byteUnits[unit] ?? ''}`;
}

/** Bytes per second: `1.8 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** `4,381` */
export function formatCount(count: number): string {
  return whole().format(count);
}

/** `4s`, `2m 10s`, `2h 14m`, `3d 4h`: the two largest units, from milliseconds; never negative. */
export function formatDuration(durationMs: number): string {
  return t('unit.together', { parts: durationParts(durationMs) });
}

/** Age like kubectl's AGE column: the largest unit alone. */
export function formatAge(durationMs: number): string {
  return durationParts(durationMs)[0] ?? '';
}

/** `14:02:11`, or `02:02:11 PM`, in the person's time zone. */
export function formatTime(at: number): string {
  return timeOfDay().format(at);
}

/** `21 Nov 2026, 14:02:11`, or `Nov 21, 2026, 2:02:11 PM`, in the person's time zone. */
export function formatDateTime(at: number): string {
  return dateAndTime().format(at);
}

/** The next round value above a graph's highest: 1, 2 or 5 times a power of ten, at least 1 kB/s. */
export function graphCeiling(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1000)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

function durationParts(durationMs: number): string[] {
  return durationUnits(durationMs).map(({ unit, count }) => t(`unit.${unit}`, { n: formatCount(count) }));
}

/** A format is dear to make and cheap to use, and rows use them many times a second: made once for each locale. */
function inEachLocale<T extends object>(make: (tag: string) => T): () => T {
  const made = new Map<string, T>();
  return () => {
    const tag = locale();
    const format = made.get(tag) ?? make(tag);
    made.set(tag, format);
    return format;
  };
}
