import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelay } from '../../../src-main/engine/retry-delay.ts';

test('waits longer each time, up to 15 s', () => {
  expect(Array.from({ length: 9 }, (_, attempt) => retryDelay(attempt, 0.5))).toEqual([
    200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 15_000, 15_000,
  ]);
});

test('chance moves it by a fifth at most', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(20), chance, (attempt, random) => {
      const ratio = retryDelay(attempt, random) / retryDelay(attempt, 0.5);
      expect(ratio).toBeGreaterThanOrEqual(0.8);
      expect(ratio).toBeLessThanOrEqual(1.2);
    }),
  );
});
