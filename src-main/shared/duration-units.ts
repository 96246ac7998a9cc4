export interface DurationUnit {
  readonly unit: 'days' | 'hours' | 'minutes' | 'seconds';
  readonly count: number;
}

/** The two largest units of a duration in milliseconds, the second only where it is not zero; never negative. */
export function durationUnits(durationMs: number): readonly DurationUnit[] {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const units: readonly DurationUnit[] = [
    { unit: 'days', count: Math.floor(seconds / 86_400) },
    { unit: 'hours', count: Math.floor(seconds / 3600) % 24 },
    { unit: 'minutes', count: Math.floor(seconds / 60) % 60 },
    { unit: 'seconds', count: seconds % 60 },
  ];
  const first = units.findIndex(({ count }) => count > 0);
  const shown = first === -1 ? units.slice(-1) : units.slice(first, first + 2);
  return shown.filter(({ count }, index) => index === 0 || count > 0);
}
