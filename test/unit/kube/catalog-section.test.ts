import { expect, test } from 'vitest';
import { CatalogSection } from '../../../src-main/engine/kube/catalog-section.ts';

const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `pod-${from + index}`);

test('thousands of changes are told in pieces, each once, and only the first piece begins anew', () => {
  const gone = new Set<string>();
  const section = new CatalogSection({
    kind: 'namespaces',
    phases: () => [{ phase: 'live' }],
    row: (key) => (gone.has(key) ? null : { key, name: key }),
  });
  const told = (): unknown[] => {
    const pieces: unknown[] = [];
    do {
      const delta = section.delta();
      if (delta !== null) pieces.push([delta.reset, delta.upserts.length, delta.removed.length]);
    } while (section.hasMore);
    return pieces;
  };
  for (const name of names(0, 2_500)) section.touch(name);
  expect(told()).toEqual([
    [true, 1_000, 0],
    [false, 1_000, 0],
    [false, 500, 0],
  ]);

  for (const name of names(0, 1_500)) gone.add(name);
  for (const name of names(0, 2_500)) section.touch(name);
  expect(told()).toEqual([
    [false, 0, 1_000],
    [false, 0, 500],
  ]);
  expect(told()).toEqual([]);
});
