import { describe, expect, it, test } from 'vitest';
import type { PodRow } from '../../../src-main/shared/catalog.ts';
import { podColumns, serviceColumns } from '../../../src-renderer/text/catalog-columns.ts';
import { sortRows } from '../../../src-renderer/text/sort-rows.ts';

const rows = ['b1', 'a2', 'c1', 'a1'];
const byLetter = (row: string) => row.slice(0, 1);

describe('sortRows', () => {
  it('puts the least first, and leaves rows of one rank in their order', () => {
    expect(sortRows(rows, byLetter, false)).toEqual(['a2', 'a1', 'b1', 'c1']);
  });

  it('puts the least last, and leaves rows of one rank in their order', () => {
    expect(sortRows(rows, byLetter, true)).toEqual(['c1', 'b1', 'a2', 'a1']);
  });

  it('sorts numbers as numbers, and leaves the given rows as they are', () => {
    const numbers = [10, 9, Infinity, -1];
    expect(sortRows(numbers, (number) => number, false)).toEqual([-1, 9, 10, Infinity]);
    expect(numbers).toEqual([10, 9, Infinity, -1]);
  });
});

const port = (number: number) => ({ name: null, port: number, protocol: 'TCP' });

function pod(name: string, differs: Partial<PodRow> = {}): PodRow {
  const same = { namespace: 'shop', status: 'Running', ready: true, restarts: 0, node: null, createdAt: 0 };
  return { key: name, name, ...same, ports: [], ...differs };
}

test.each<[string, Partial<PodRow>[]]>([
  ['catalog.ports', [{ ports: [port(9090), port(80)] }, { ports: [port(443)] }, { ports: [] }]],
  [
    'catalog.status',
    [
      { status: 'CrashLoopBackOff' },
      { status: 'ImagePullBackOff' },
      { status: 'Pending' },
      { ready: false },
      {},
      { status: 'Completed' },
    ],
  ],
  ['catalog.restarts', [{ restarts: 2 }, { restarts: 10 }]],
  ['catalog.age', [{ createdAt: 2_000 }, { createdAt: 1_000 }]],
])('pods by %s: the lowest, the youngest, and what needs somebody first', (column, wanted) => {
  const rank = podColumns.columns.find(({ heading }) => heading.id === column)?.rank ?? (() => 0);
  const pods = wanted.map((differs, index) => pod(`pod-${String(index)}`, differs));
  expect(sortRows(pods.toReversed(), rank, false)).toEqual(pods);
});

test('services by readiness: none ready first, those that want no pods last', () => {
  const rank = serviceColumns.columns.at(-1)?.rank ?? (() => 0);
  const service = (readyPods: number, totalPods: number) => ({
    ...({ key: '', namespace: 'shop', name: 'web', type: 'ClusterIP', externalName: null } as const),
    ...{ ports: [], forwardable: true, readyPods, totalPods },
  });
  const services = [service(0, 3), service(1, 3), service(1, 2), service(2, 2), service(0, 0)];
  expect(sortRows(services.toReversed(), rank, false)).toEqual(services);
});

/** Against sorting the bare ranks, in the same run: what the rows around them may cost. */
const factor = 5;

test.each(podColumns.columns)(`20,000 pods are sorted by $heading.id as their ranks are`, ({ rank }) => {
  const statuses = ['Running', 'Pending', 'CrashLoopBackOff', 'Completed'];
  // As the list has them: by namespace and name.
  const pods = Array.from({ length: 20_000 }, (_, index) => {
    const mixed = (index * 7_919) % 20_000;
    return pod(`web-${String(index % 500).padStart(4, '0')}-${String(mixed)}`, {
      namespace: `team-${String(Math.floor(index / 500))}`,
      status: statuses[mixed % 4] ?? '',
      restarts: mixed % 50,
      createdAt: mixed * 1_000,
      ports: [port(8080 + (mixed % 90)), port(9090)],
    });
  });
  const bare = () => pods.map(rank).sort((left, right) => (left < right ? -1 : left === right ? 0 : 1));
  const rowsMs = leastMs(() => sortRows(pods, rank, false));
  const ranksMs = leastMs(bare);
  process.stdout.write(
    `20,000 pods sorted in ${rowsMs.toFixed(1)} ms, their ranks in ${ranksMs.toFixed(1)} ms\n`,
  );
  expect(rowsMs / ranksMs).toBeLessThanOrEqual(factor);
});

function leastMs(work: () => unknown): number {
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}
