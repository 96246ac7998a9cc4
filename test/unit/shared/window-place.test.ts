import { expect, test } from 'vitest';
import { firstPlace, reachableBounds } from '../../../src-main/shared/window-place.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };

test.each([
  ['where it was', { x: 100, y: 100, width: 1280, height: 780 }, true],
  ['on the second screen', { x: 2000, y: 0, width: 1280, height: 780 }, true],
  ['mostly beyond the left edge', { x: -1160, y: 100, width: 1280, height: 780 }, true],
  ['beyond the left edge but for a hair', { x: -1200, y: 100, width: 1280, height: 780 }, false],
  ['on a screen that is gone', { x: 3400, y: 100, width: 1280, height: 780 }, false],
  ['with its upper edge above all screens', { x: 100, y: -50, width: 1280, height: 780 }, false],
  ['with its upper edge below all screens', { x: 100, y: 880, width: 1280, height: 780 }, false],
])('a window %s', (_where, bounds, stays) => {
  expect(reachableBounds({ ...firstPlace, bounds }, [laptop, beside])).toEqual(stays ? bounds : null);
});

test('a window that nobody has moved has no place of its own', () => {
  expect(reachableBounds(firstPlace, [laptop])).toBe(null);
});
