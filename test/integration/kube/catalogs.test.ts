import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CatalogDelta, CatalogKind, ServiceRow } from '../../../src-main/shared/catalog.ts';
import { Emitter } from '../../../src-main/shared/emitter.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { DemoBench } from './demo-bench.ts';
import { until } from './kube-bench.ts';

let bench: DemoBench;

beforeEach(async () => {
  bench = await DemoBench.start(20);
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A window's replica: what a listener knows by applying every delta. */
class Replica {
  readonly rows: Record<CatalogKind, Map<string, { key: string }>> = {
    namespaces: new Map(),
    services: new Map(),
    workloads: new Map(),
    pods: new Map(),
  };
  readonly phases: Partial<Record<CatalogKind, string>> = {};
  readonly problems: Partial<Record<CatalogKind, string>> = {};
  readonly changed = new Emitter<undefined>();
  readonly toldAt: number[] = [];

  readonly apply = (deltas: CatalogDelta[]): void => {
    this.toldAt.push(performance.now());
    for (const { kind, phase, problem, reset, upserts, removed } of deltas) {
      if (reset) this.rows[kind].clear();
      for (const row of upserts) this.rows[kind].set(row.key, row);
      for (const key of removed) this.rows[kind].delete(key);
      this.phases[kind] = phase;
      this.problems[kind] = problem?.code ?? '';
    }
    this.changed.emit(undefined);
  };

  async settled(passes: (replica: this) => boolean): Promise<void> {
    await until(() => this, this.changed.listen, passes);
  }
}

function open(namespace: string | null): Replica {
  const replica = new Replica();
  bench.stack.use(bench.kube.catalogs.open('demo', namespace, replica.apply));
  return replica;
}

const isLive = ({ phases }: Replica) =>
  ['namespaces', 'services', 'workloads', 'pods'].every((kind) => phases[kind as CatalogKind] === 'live');

test('tells all that is in a namespace, and that it was loading before', async () => {
  const replica = open('shop');
  await replica.settled(({ phases }) => phases.pods === 'loading');
  await replica.settled(isLive);
  expect([
    [...replica.rows.namespaces.keys()].sort(),
    [...replica.rows.services.keys()].sort(),
    [...replica.rows.workloads.keys()].sort(),
    replica.rows.services.get('shop/web'),
  ]).toEqual([
    ['default', 'kube-system', 'payments', 'shop'],
    ['shop/orders-db', 'shop/search', 'shop/web'],
    [
      'deployment/shop/search',
      'deployment/shop/web',
      'job/shop/catalogue-import',
      'statefulset/shop/orders-db',
    ],
    {
      key: 'shop/web',
      namespace: 'shop',
      name: 'web',
      type: 'ClusterIP',
      ports: [
        { name: 'http', port: 80, protocol: 'TCP' },
        { name: 'metrics', port: 9090, protocol: 'TCP' },
      ],
      externalName: null,
      readyPods: 2,
      totalPods: 2,
      forwardable: true,
    },
  ]);
});

test('all namespaces are one catalogue', async () => {
  const replica = open(null);
  await replica.settled(isLive);
  expect([...replica.rows.services.keys()].sort()).toEqual([
    'default/kubernetes',
    'kube-system/ingress-nginx-controller',
    'payments/api',
    'shop/orders-db',
    'shop/search',
    'shop/web',
  ]);
});

test('a service that leads to no pods is told as not to be forwarded', async () => {
  const replica = open(null);
  await replica.settled(isLive);
  const services = [...replica.rows.services.values()] as ServiceRow[];
  expect(services.filter(({ forwardable }) => !forwardable).map(({ key }) => key)).toEqual([
    'default/kubernetes',
  ]);
});

test('follows what changes, at most ten times a second', async () => {
  const replica = open('shop');
  await replica.settled(isLive);
  bench.demo.scale('shop', 'web', 8);
  await bench.demo.readyPods('shop', 'web', 8);
  await replica.settled(
    ({ rows }) => (rows.services.get('shop/web') as { readyPods?: number }).readyPods === 8,
  );
  bench.demo.scale('shop', 'web', 1);
  await replica.settled(
    ({ rows }) => [...rows.pods.keys()].filter((key) => key.startsWith('shop/web-')).length === 1,
  );
  const gaps = replica.toldAt.slice(1).map((at, index) => at - (replica.toldAt[index] ?? 0));
  // A timer may be early by a millisecond.
  expect(gaps.filter((gap) => gap < 98)).toEqual([]);
});

test('a list that is forbidden says so, and the others go on', async () => {
  bench.demo.faults.forbidden = [{ verb: '*', resource: 'namespaces', namespace: '*' }];
  const replica = open('shop');
  await replica.settled(({ phases }) => phases.namespaces === 'failed' && phases.pods === 'live');
  expect([replica.phases, replica.problems.namespaces]).toEqual([
    { namespaces: 'failed', services: 'live', workloads: 'live', pods: 'live' },
    'forbidden',
  ]);
});

test('one kind of workload that is forbidden hides only itself', async () => {
  bench.demo.faults.forbidden = [{ verb: '*', resource: 'jobs', namespace: '*' }];
  const replica = open('shop');
  await replica.settled(isLive);
  expect([...replica.rows.workloads.keys()].sort()).toEqual([
    'deployment/shop/search',
    'deployment/shop/web',
    'statefulset/shop/orders-db',
  ]);
});

test('a context that is not there fails as a whole', async () => {
  const replica = new Replica();
  bench.stack.use(bench.kube.catalogs.open('other', null, replica.apply));
  await replica.settled(({ phases }) => phases.pods === 'failed');
  expect(replica.problems).toEqual({
    namespaces: 'contextMissing',
    services: 'contextMissing',
    workloads: 'contextMissing',
    pods: 'contextMissing',
  });
});

test('tells nothing after it was closed', async () => {
  const replica = new Replica();
  const catalog = bench.kube.catalogs.open('demo', 'shop', replica.apply);
  await replica.settled(isLive);
  catalog[Symbol.dispose]();
  const told = replica.toldAt.length;
  bench.demo.scale('shop', 'web', 4);
  await bench.demo.readyPods('shop', 'web', 4);
  expect(replica.toldAt.length).toBe(told);
});

test('knows the ports that a target declares', async () => {
  const target = { context: 'demo', namespace: 'shop' } as const;
  const signal = AbortSignal.timeout(5_000);
  expect([
    await bench.kube.catalogs.ports({ ...target, kind: 'service', name: 'search' }, signal),
    await bench.kube.catalogs.ports({ ...target, kind: 'statefulset', name: 'orders-db' }, signal),
    await bench.kube.catalogs
      .ports({ ...target, kind: 'pod', name: 'nope' }, signal)
      .catch((error: unknown) => problemOf(error).code),
  ]).toEqual([
    [{ name: 'search', port: 7700, protocol: 'TCP', appProtocol: null }],
    [{ name: 'postgres', port: 5432, protocol: 'TCP', appProtocol: null }],
    'targetNotFound',
  ]);
});

const inTime = () => AbortSignal.timeout(5_000);

test('reads the services of a namespace, or of all, that select pods', async () => {
  const services = async (namespace: string | null) =>
    (await bench.kube.catalogs.targets('demo', namespace, 'services', inTime()))
      .flatMap(({ namespace, names }) => names.map((name) => `${namespace}/${name}`))
      .sort();
  expect([await services('payments'), await services(null)]).toEqual([
    ['payments/api'],
    ['kube-system/ingress-nginx-controller', 'payments/api', 'shop/orders-db', 'shop/search', 'shop/web'],
  ]);
});

test('reads workloads but for what others own, and pods; kinds that may not be read are left out', async () => {
  const { catalogs } = bench.kube;
  const read = async (rows: 'workloads' | 'pods') =>
    (await catalogs.targets('demo', 'shop', rows, inTime()))
      .flatMap(({ kind, names }) => names.map((name) => `${kind}/${name}`))
      .sort();
  const pods = await read('pods');
  expect([new Set(pods.map((name) => name.split('/')[0])), pods.length > 2]).toEqual([
    new Set(['pod']),
    true,
  ]);
  expect(await read('workloads')).toEqual(
    expect.arrayContaining(['deployment/web', 'statefulset/orders-db', 'job/catalogue-import']),
  );
  expect((await read('workloads')).filter((name) => name.startsWith('replicaset'))).toEqual([]);
  bench.demo.faults.forbidden = [{ verb: 'list', resource: 'deployments', namespace: 'shop' }];
  const left = await read('workloads');
  expect([left.includes('deployment/web'), left.includes('statefulset/orders-db')]).toEqual([false, true]);
});

test('services that may not be listed in all namespaces may be in one', async () => {
  bench.demo.faults.forbidden = [{ verb: 'list', resource: 'services', namespace: null }];
  const { catalogs } = bench.kube;
  const refused = await catalogs
    .targets('demo', null, 'services', inTime())
    .catch((error: unknown) => problemOf(error).code);
  expect([refused, (await catalogs.targets('demo', 'payments', 'services', inTime())).length]).toEqual([
    'forbidden',
    1,
  ]);
});

test('services of a cluster that is down are told as such, of a silent one waited for no longer than asked', async () => {
  const { catalogs } = bench.kube;
  bench.demo.faults.requestDelayMs = 60_000;
  await expect(catalogs.targets('demo', null, 'services', AbortSignal.timeout(50))).rejects.toThrow(
    'timeout',
  );
  bench.demo.faults.requestDelayMs = 0;
  await bench.demo.stopApi();
  const down = await catalogs
    .targets('demo', null, 'services', inTime())
    .catch((error: unknown) => problemOf(error).code);
  expect(down).toBe('apiUnreachable');
});
