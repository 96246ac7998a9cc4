import { expect, it } from 'vitest';
import { targetOf } from '../../../src-main/engine/web/request-target.ts';

it.each([
  ['/a//b?c', '/a//b?c'],
  ['//evil.example/a', '//evil.example/a'],
  ['*', '*'],
  ['http://LOCALHOST:1/a?b', '/a?b'],
  ['HTTP://localhost:1', '/'],
  ['http://localhost:1?b', '/?b'],
  ['http://admin.internal/x', null],
  ['http://localhost:12/x', null],
  ['http://localhost:1@evil.example/x', null],
  ['https://localhost:1/x', null],
  ['http:///x', null],
  ['x', null],
])('the target %s asks for %s', (url, target) => {
  expect(targetOf({ url, headers: { host: 'localhost:1' } })).toBe(target);
});
