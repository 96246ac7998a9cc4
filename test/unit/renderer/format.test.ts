import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { message, say } from '../../../src-main/shared/language/message.ts';
import { speak } from '../../../src-renderer/language.svelte.ts';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
  formatRate,
  formatTime,
  graphCeiling,
} from '../../../src-renderer/text/format.ts';

/** Numbers and units are joined by a space that does not break. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('formatBytes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [999.6, '1.0 kB'],
    [1000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [9_950, '10 kB'],
    [42_000, '42 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [1_234_567_890, '1.2 GB'],
    [5e18, '5,000 PB'],
  ])('%d is %s', (bytes, text) => {
    expect(plain(formatBytes(bytes))).toBe(text);
  });
});

describe('formatDuration', () => {
  test.each([
    [-5_000, '0s'],
    [0, '0s'],
    [4_400, '4s'],
    [59_700, '1m'],
    [130_000, '2m 10s'],
    [8_040_000, '2h 14m'],
    [3_600_000, '1h'],
    [86_400_000 * 3 + 3_600_000 * 4, '3d 4h'],
    [86_400_000 + 60_000, '1d'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(plain(formatDuration(durationMs))).toBe(text);
  });
});

test('a duration stays together in languages that write no spaces too', () => {
  const twoMinutes = message('unit.together', {
    parts: [message('unit.minutes', { n: '2' }), message('unit.seconds', { n: '10' })],
  });

  expect([say('zh-CN', twoMinutes), say('ja', twoMinutes)]).toEqual([
    '2\u00a0分钟\u00a010\u00a0秒',
    '2\u00a0分\u00a010\u00a0秒',
  ]);
});

test('an age is the largest unit alone', () => {
  expect([130_000, 8_040_000, 0].map(formatAge)).toEqual(['2m', '2h', '0s']);
});

test('counts and rates', () => {
  expect([formatCount(4381), plain(formatRate(1_840_000))]).toEqual(['4,381', '1.8 MB/s']);
});

describe('moments', () => {
  const afternoon = new Date(2026, 10, 21, 14, 2, 11).getTime();
  const midnight = new Date(2026, 10, 21, 0, 2, 11).getTime();

  beforeEach(() => {
    // Where a page would be told its language.
    vi.stubGlobal('document', { documentElement: { lang: '' } });
  });
  afterEach(() => {
    speak('en', []);
    vi.unstubAllGlobals();
  });

  test.each([
    ['en-US', '02:02:11 PM', '12:02:11 AM', 'Nov 21, 2026, 2:02:11 PM'],
    ['en-AU', '02:02:11 pm', '12:02:11 am', '21 Nov 2026, 2:02:11 pm'],
    ['en-GB', '14:02:11', '00:02:11', '21 Nov 2026, 14:02:11'],
    ['de-DE', '14:02:11', '00:02:11', 'Nov 21, 2026, 14:02:11'],
    ['ja-JP', '14:02:11', '00:02:11', '2026/11/21 14:02:11'],
    ['zh-CN', '14:02:11', '00:02:11', '2026年11月21日 14:02:11'],
  ])('are written as somebody from %s writes them', (tag, ...written) => {
    speak('system', [tag]);
    const moments = [formatTime(afternoon), formatTime(midnight), formatDateTime(afternoon)];
    // Which space stands before AM and PM differs between versions of CLDR.
    expect(moments.map((moment) => moment.replaceAll(/\s/g, ' '))).toEqual(written);
  });
});

test('a graph ends at the next round value, and never below 1 kB/s', () => {
  expect([0, 700, 1_200, 2_000, 4_100, 7_000_000].map(graphCeiling)).toEqual([
    1_000, 1_000, 2_000, 2_000, 5_000, 10_000_000,
  ]);
});
