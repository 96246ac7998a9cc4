import { expect, it } from 'vitest';
import { hostIntersection } from '../../../../src-main/engine/routes/entrance/host-intersection.ts';

it.each([
  ['', '', ''],
  ['', 'shop.example.com', 'shop.example.com'],
  ['*.example.com', '', '*.example.com'],
  ['test.example.com', 'test.example.com', 'test.example.com'],
  ['test.example.com', '*.example.com', 'test.example.com'],
  ['*.example.com', 'test.example.com', 'test.example.com'],
  ['*.example.com', 'a.b.example.com', 'a.b.example.com'],
  ['*.example.com', '*.b.example.com', '*.b.example.com'],
  ['*.example.com', '*.example.com', '*.example.com'],
  ['*.example.com', 'example.com', null],
  ['*.example.com', 'badexample.com', null],
  ['*.example.com', 'test.example.net', null],
  ['*.a.example.com', '*.b.example.com', null],
  ['a.example.com', 'b.example.com', null],
])('a listener for "%s" and a route for "%s" have "%s" in common, in either order', (one, other, common) => {
  expect([hostIntersection(one, other), hostIntersection(other, one)]).toEqual([common, common]);
});
