import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');
const rows = readFileSync(join(folder, 'CASES.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| +\d+ /.test(line))
  .map((line) => line.split('|').slice(1, -1));

test('the table of cases has each of the seventy once, in order, with a test or the reason for none', () => {
  const numbers = rows.map(([number]) => Number(number));
  const empty = rows.filter(
    ([, , tests = '']) => !tests.includes('“') && !tests.includes('Does not apply: '),
  );
  expect([numbers, empty]).toEqual([Array.from({ length: 70 }, (_, index) => index + 1), []]);
});

test('every test that the table of cases names is there', () => {
  const cited = rows.flatMap((cells) => [...cells.join('|').matchAll(/`([^`]+\.ts)`((?: “[^”]+”,?)*)/g)]);
  const missing = cited.flatMap(([, file = '', names = '']) => {
    const source = read(file);
    if (source === null) return [file];
    return [...names.matchAll(/“([^”]+)”/g)]
      .map(([, name = '']) => name)
      .filter((name) => !["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`)))
      .map((name) => `${file}: ${name}`);
  });
  expect(missing).toEqual([]);
});

function read(file: string): string | null {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return null;
  }
}
