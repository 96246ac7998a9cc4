import { expect, test } from 'vitest';
import { BestMatches, searchable } from '../../../src-renderer/text/best-matches.ts';
import { median } from '../../e2e/support/median.ts';

function found(
  query: string,
  ...items: (string | [title: string, detail: string, alias?: string])[]
): string[] {
  const findable = items.map((item) => {
    const [title, detail, alias] = typeof item === 'string' ? [item, ''] : item;
    return searchable(title, { title, detail, alias });
  });
  return new BestMatches(findable).of(query, 10);
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

test('what is rarely wanted comes after all that has the same words, and first where only it has them', () => {
  const items = [
    searchable('Remove web', { title: 'Remove web', detail: '', worth: 0.1 }),
    searchable('api', { title: 'api', detail: 'web · dev' }),
    searchable('Forward web', { title: 'Forward web', detail: '' }),
  ];
  const best = (query: string) => new BestMatches(items).of(query, 10);
  expect([best('web'), best('rem web')]).toEqual([['Forward web', 'api', 'Remove web'], ['Remove web']]);
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
  const items = ['web', 'web', 'api'].map((title, index) => searchable(index, { title, detail: '' }));
  expect([new BestMatches(items).of('web', 10), new BestMatches(items).of('  ', 2)]).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test('what is not offered gives its place to others', () => {
  const items = ['web', 'web api', 'web db', 'web ui'].map((title) =>
    searchable(title, { title, detail: '' }),
  );
  const offered = (query: string) => new BestMatches(items).of(query, 2, (title) => title !== 'web');
  expect([offered('web'), offered('')]).toEqual([
    ['web api', 'web db'],
    ['web api', 'web db'],
  ]);
});

test('beside a whole word, scattered letters are noise', () => {
  expect(found('orders', 'orders', 'xoxrxdxexrxs')).toEqual(['orders']);
});

test('of what is in many clusters the closest is found, though scattered letters match everything', () => {
  const items = Array.from({ length: 5_000 }, (_, index) => `p-o-d-${String(index)}`);
  expect(found('pod', ...items, 'pod')).toEqual(['pod', ...items.slice(0, 9)]);
});

test('finds the same whether a query is typed, shortened or there at once', () => {
  const items = ['web', 'web api', 'weather', 'api web', 'a b'].map((title) =>
    searchable(title, { title, detail: 'x' }),
  );
  const typed = new BestMatches(items);
  for (const query of ['w', 'we', 'web', 'web ', 'web a', 'we', 'a', 'a w', 'x', ' a']) {
    expect(typed.of(query, 10), query).toEqual(new BestMatches(items).of(query, 10));
  }
});

test('searches 20,000 pods and the ports of 5,000 services within 30 ms for each key', () => {
  const place = (index: number) => `team-${String(index % 40)} · cluster-${String(index % 3)}`;
  const ports = Array.from({ length: 10_000 }, (_, index) => ({
    title: `Forward service-${String(index)} ${index % 2 === 0 ? 'http 80' : 'metrics 9090'}`,
    detail: place(index),
  }));
  const pods = Array.from({ length: 20_000 }, (_, index) => ({
    title: `pod/app-${String(index % 400)}-${(index * 7_919).toString(36)}`,
    detail: place(index),
  }));
  const best = new BestMatches([...ports, ...pods].map((words) => searchable(words, words)));
  const typed = 'metrics team-7 service-4';
  const times = Array.from(typed, (_, index) => {
    // Its own time: a machine that does other things meanwhile is no slower search.
    const began = process.cpuUsage();
    best.of(typed.slice(0, index + 1), 50);
    return process.cpuUsage(began).user / 1_000;
  });
  // The first ones are those of code that is not yet compiled.
  expect(median(times)).toBeLessThan(30);
});
