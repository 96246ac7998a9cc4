import { describe, expect, test } from 'vitest';
import type { PodRow } from '../../../src-main/shared/catalog.ts';
import { CatalogList } from '../../../src-renderer/state/catalog-list.svelte.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';

function pod(namespace: string, name: string, status = 'Running'): PodRow {
  const key = `${namespace}/${name}`;
  return { key, namespace, name, status, ready: true, restarts: 0, node: null, createdAt: 0, ports: [] };
}

const live = { phase: 'live', problem: null, reset: false, upserts: [], removed: [] } as const;

describe('CatalogList', () => {
  test('sorts the first rows by namespace and name, as kubectl does', () => {
    const list = new CatalogList<PodRow>();

    list.apply({
      ...live,
      reset: true,
      upserts: [pod('shop', 'b'), pod('edge', 'z'), pod('shop', 'B'), pod('shop', 'a-10')],
    });

    expect(list.rows.map(({ key }) => key)).toEqual(['edge/z', 'shop/B', 'shop/a-10', 'shop/b']);
  });

  test('puts new rows in their places, changes rows where they are and takes removed ones out', () => {
    const list = new CatalogList<PodRow>();
    list.apply({ ...live, reset: true, upserts: ['b', 'd', 'f'].map((name) => pod('shop', name)) });

    list.apply({
      ...live,
      upserts: [pod('shop', 'g'), pod('shop', 'a'), pod('shop', 'd', 'Terminating'), pod('shop', 'e')],
      removed: ['shop/b', 'shop/unknown'],
    });

    expect(list.rows.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'a Running',
      'd Terminating',
      'e Running',
      'f Running',
      'g Running',
    ]);
  });

  test('keeps the other rows the same objects, so that only changed rows are drawn', () => {
    const list = new CatalogList<PodRow>();
    list.apply({ ...live, reset: true, upserts: [pod('shop', 'a'), pod('shop', 'c')] });
    const before = list.rows[1];

    list.apply({ ...live, upserts: [pod('shop', 'b')] });

    expect(list.rows[2]).toBe(before);
  });

  test('keeps what was known when the list fails', () => {
    const list = new CatalogList<PodRow>();
    list.apply({ ...live, reset: true, upserts: [pod('shop', 'a')] });
    const problem = newProblem('apiUnreachable', 'The API does not answer.');

    list.apply({ ...live, phase: 'failed', problem });

    expect({ phase: list.phase, problem: list.problem, rows: list.rows.length }).toEqual({
      phase: 'failed',
      problem,
      rows: 1,
    });
  });

  test('forgets everything on a reset', () => {
    const list = new CatalogList<PodRow>();
    list.apply({ ...live, reset: true, upserts: [pod('shop', 'a')] });

    list.apply({ ...live, reset: true, upserts: [pod('edge', 'b')] });

    expect(list.rows.map(({ key }) => key)).toEqual(['edge/b']);
  });

  test('takes one changed pod among 20,000 within 100 ms', () => {
    const list = new CatalogList<PodRow>();
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      pod(`team-${String(index % 40)}`, `pod-${String(index)}`),
    );
    list.apply({ ...live, reset: true, upserts: rows });

    const began = performance.now();
    list.apply({ ...live, upserts: [pod('team-7', 'pod-new'), pod('team-1', 'pod-1', 'Terminating')] });
    const tookMs = performance.now() - began;

    expect({ count: list.rows.length, isQuick: tookMs < 100 }).toEqual({ count: 20_001, isQuick: true });
  });
});
