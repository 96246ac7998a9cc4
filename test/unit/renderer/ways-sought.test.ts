import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { speak } from '../../../src-renderer/language.svelte.ts';
import { waysSoughtTo } from '../../../src-renderer/text/ways-sought.ts';

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: {} });
});

afterEach(() => {
  speak('en', []);
  vi.unstubAllGlobals();
});

it.each([
  ['web', null],
  ['w', null],
  ['always web', null],
  ['ways', ''],
  ['Way web', 'web'],
  ['ways in to svc/web', 'svc/web'],
  ['web shop wa', 'web shop'],
])('of %j, what the ways in are sought to is %j', (query, sought) => {
  expect(waysSoughtTo(query)).toBe(sought);
});

it('is asked in the language of the window, and in English', () => {
  speak('zh-CN', []);
  expect([waysSoughtTo('web 访问途径'), waysSoughtTo('途径 web'), waysSoughtTo('ways web')]).toEqual([
    'web',
    'web',
    'web',
  ]);
});
