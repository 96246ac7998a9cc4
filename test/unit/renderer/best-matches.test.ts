import { expect, test } from 'vitest';
import { bestMatches } from '../../../src-renderer/text/best-matches.ts';

function found(
  query: string,
  ...items: (string | [title: string, detail: string, alias?: string])[]
): string[] {
  const findable = items.map((item) => {
    const [title, detail, alias] = typeof item === 'string' ? [item, ''] : item;
    return { title, detail, alias };
  });
  return bestMatches(findable, query, 10).map(({ title }) => title);
}

test('letters that follow each other with gaps are enough', () => {
  expect(found('odb', 'web', 'orders-db', 'bod')).toEqual(['orders-db']);
});

test('whole words and beginnings come before letters here and there', () => {
  expect(found('web', 'weather-bot', 'my web', 'web')).toEqual(['web', 'my web', 'weather-bot']);
});

test('every word counts, in any order, whether in title or detail', () => {
  const items: [string, string][] = [
    ['Forward web http 80', 'shop · staging'],
    ['Forward web http 80', 'shop · production'],
    ['Forward api http 80', 'shop · staging'],
  ];
  expect(found('stag web', ...items)).toEqual(['Forward web http 80']);
});

test('a title counts more than a detail', () => {
  expect(found('web', ['api', 'web'], ['web', 'api'])).toEqual(['web', 'api']);
});

test('what has its title in another language too is found by the words of both', () => {
  const items: [string, string, string?][] = [
    ['停止 web', 'shop', 'Stop web'],
    ['启动 web', 'shop', 'Start web'],
    ['stop-gap', 'shop'],
  ];
  expect([found('stop web', ...items), found('停止 web', ...items), found('停止web', ...items)]).toEqual([
    ['停止 web'],
    ['停止 web'],
    ['停止 web'],
  ]);
});

test('equal ones keep their order, and nothing typed finds the first', () => {
  const items = ['web', 'web', 'api'].map((title, index) => ({ title, detail: '', index }));
  expect(
    [bestMatches(items, 'web', 10), bestMatches(items, '  ', 2)].map((each) =>
      each.map(({ index }) => index),
    ),
  ).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test('beside a whole word, scattered letters are noise', () => {
  expect(found('orders', 'orders', 'xoxrxdxexrxs')).toEqual(['orders']);
});

test('searches the ports of 5,000 services within 50 ms for each key', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({
    title: `Forward service-${String(index)} ${index % 2 === 0 ? 'http 80' : 'metrics 9090'}`,
    detail: `team-${String(index % 40)} · cluster-${String(index % 3)}`,
  }));
  const typed = 'metrics team-7 service-4';
  const slowest = Math.max(
    ...Array.from(typed, (_, index) => {
      // Its own time: a machine that does other things meanwhile is no slower search.
      const began = process.cpuUsage();
      bestMatches(items, typed.slice(0, index + 1), 50);
      return process.cpuUsage(began).user / 1_000;
    }),
  );
  expect(slowest).toBeLessThan(50);
});
