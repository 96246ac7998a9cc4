import type { Unit } from './metric.ts';
import type { Spread } from './statistics.ts';

const decimalsBelow10: Readonly<Record<Unit, number>> = {
  ms: 2,
  s: 2,
  MiB: 1,
  'MiB/s': 1,
  's/GiB': 2,
  '%': 2,
  'min/max': 2,
  count: 0,
};

/** A value without its unit: three figures are as many as the measurement carries. */
export function figure(value: number, unit: Unit): string {
  if (value === Infinity) return 'never';
  const size = Math.abs(value);
  if (Number.isInteger(value) && unit === 'count') return String(value);
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : decimalsBelow10[unit]);
}

/** Median and range; the range is left out where all rounds agree. */
export function spreadText(spread: Spread, unit: Unit): string {
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) => figure(value, unit));
  return min === max ? `${median}` : `${median} (${min}–${max})`;
}

export function ratioText({ median, min, max }: Spread): string {
  const [middle, low, high] = [median, min, max].map((value) =>
    value === Infinity ? '∞' : value.toFixed(2),
  );
  return low === high ? `×${middle}` : `×${middle} (${low}–${high})`;
}
