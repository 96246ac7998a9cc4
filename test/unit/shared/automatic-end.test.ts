import { expect, it } from 'vitest';
import { endOf, formatEndAfter, noticeOf, parseEndAfter } from '../../../src-main/shared/automatic-end.ts';
import { defaultSettings, Forward } from '../../../src-main/shared/forward.ts';

const forward = Forward.parse({
  id: '6f1c0a3e-8f8b-4a53-9f6c-2d9f3b7c1a10',
  label: 'web',
  target: { context: 'prod', namespace: 'shop', kind: 'service', name: 'web' },
  ports: [{ local: { kind: 'auto', last: null }, remote: 80 }],
  addresses: ['127.0.0.1'],
  ...defaultSettings,
  wanted: true,
  startedAt: 1_000,
});
const production = [{ context: 'prod', endAfterMs: 120_000 }];

it.each([
  ['1m', 60_000],
  [' 90m ', 5_400_000],
  ['8h', 28_800_000],
  ['7d', 604_800_000],
  ['8d', null],
  ['0m', null],
  ['30s', null],
  ['1.5h', null],
  ['', null],
])('"%s" is %s ms', (text, ms) => {
  expect(parseEndAfter(text)).toBe(ms);
});

it.each([
  [60_000, '1m'],
  [5_400_000, '90m'],
  [7_200_000, '2h'],
  [604_800_000, '7d'],
])('%s ms are written as %s and read back', (ms, text) => {
  expect([formatEndAfter(ms), parseEndAfter(text)]).toEqual([text, ms]);
});

it.each([
  ['its own time counts from its start', { endAfterMs: 60_000 }, [], 61_000],
  ['its context’s where it has none', {}, production, 121_000],
  ['its own before its context’s', { endAfterMs: 60_000 }, production, 61_000],
  ['none where neither says one', {}, [{ context: 'dev', endAfterMs: 60_000 }], null],
  ['none where it was not started', { endAfterMs: 60_000, startedAt: null }, production, null],
])('the end of a forward: %s', (_what, change, marks, end) => {
  expect(endOf({ ...forward, ...change }, marks)).toBe(end);
});

it.each([
  ['1m', 6_000],
  ['30m', 180_000],
  ['50m', 300_000],
  ['8h', 300_000],
])('the end after %s is told %s ms before', (after, before) => {
  expect(noticeOf(parseEndAfter(after) ?? 0)).toBe(before);
});
