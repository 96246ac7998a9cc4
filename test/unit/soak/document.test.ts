import { expect, it } from 'vitest';
import { soakSection, withSoak } from '../../soak/document.ts';
import { readOptions } from '../../soak/options.ts';

const section = soakSection('environment', 'tables\n');

it('a soak comes after everything else that the document tells', () => {
  expect(withSoak('# Benchmark\n\n## Reasons\n\nWhy.\n', section)).toBe(
    `# Benchmark\n\n## Reasons\n\nWhy.\n\n${section}`,
  );
});

it('a soak takes the place of the one before and leaves the rest', () => {
  const before = `# Benchmark\n\n## Soak\n\nold\n\n### Failures\n\nold\n\n## Soaked\n\nstays\n`;
  expect(withSoak(before, section)).toBe(`# Benchmark\n\n${section}\n## Soaked\n\nstays\n`);
});

it('a soak without a document stands alone', () => {
  expect(withSoak('', section)).toBe(section);
});

it('only the whole ten minutes go into the report by themselves', () => {
  const outOf = (...args: string[]) => readOptions(args).out?.replace(/^.*\/docs\//, 'docs/');
  expect([outOf(), outOf('--minutes', '1'), outOf('--minutes', '1', '--out', 'x.md')]).toEqual([
    'docs/benchmark.md',
    undefined,
    'x.md',
  ]);
});

it.each([['--minutes', 'x'], ['--minutes', '0'], ['--seed', '1.5'], ['--fast']])(
  'what it does not understand is answered with the usage: %s %s',
  (...args) => {
    expect(() => readOptions(args)).toThrow('Usage: npm run soak');
  },
);
