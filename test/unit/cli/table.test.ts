import { expect, it } from 'vitest';
import { formatTable } from '../../../src-main/cli/table.ts';

it('columns are as wide as their widest cell, and lines end without spaces', () => {
  const rows = [
    ['*', 'kind-dev', 'shop'],
    ['', 'x', ''],
  ];
  expect(formatTable(['CURRENT', 'NAME', 'NAMESPACE'], rows)).toBe(
    ['CURRENT   NAME       NAMESPACE', '*         kind-dev   shop', '          x'].join('\n'),
  );
});

it('what a cluster writes steers no terminal', () => {
  expect(formatTable(['NAME', 'X'], [['a\u001b[2J\u009b\n\rb', '1']])).toBe('NAME    X\na[2Jb   1');
});
