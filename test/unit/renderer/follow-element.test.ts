import { expect, test } from 'vitest';
import { followElement } from '../../../src-renderer/ui/follow-element.ts';

test('where nothing is to be followed, no page is watched', () => {
  const found: unknown[] = [];
  // There is no page here: to look at one would throw.
  followElement([], (element) => found.push(element))();
  expect(found).toEqual([null]);
});
