import { expect, test } from 'vitest';
import type { PodRow, ServiceRow, WorkloadRow } from '../../../src-main/shared/catalog.ts';
import { podHas, serviceHas, workloadHas } from '../../../src-renderer/text/catalog-words.ts';
import { filterRows } from '../../../src-renderer/text/filter-rows.ts';

const http = { name: 'http', port: 8080, protocol: 'TCP' };
const dns = { name: null, port: 53, protocol: 'UDP' };
const place = { key: '', namespace: 'shop' };

function pod(name: string, status: string, differs: Partial<PodRow>): PodRow {
  const same = { ready: false, restarts: 0, node: null, createdAt: 0, ports: [] };
  return { ...place, name, status, ...same, ...differs };
}

const pods = [
  pod('web', 'Running', { ready: true, node: 'node-a', ports: [http] }),
  pod('slow', 'Running', { node: 'node-b' }),
  pod('api', 'CrashLoopBackOff', { node: 'node-b', ports: [http] }),
  pod('new', 'Pending', { ports: [dns] }),
];

test.each([
  ['crashloop', ['api']],
  ['pending', ['new']],
  ['not ready', ['slow']],
  ['running', ['web']],
  ['node-b', ['slow', 'api']],
  ['http 808', ['web', 'api']],
  ['udp', ['new']],
  ['HTTP node-a', ['web']],
  ['shop crash', ['api']],
  ['tcp', []],
])('"%s" finds the pods whose rows show it', (filter, names) => {
  expect(filterRows(pods, filter, podHas).map(({ name }) => name)).toEqual(names);
});

function service(name: string, type: ServiceRow['type'], differs: Partial<ServiceRow> = {}): ServiceRow {
  const none = { externalName: null, ports: [], readyPods: 0, totalPods: 0, forwardable: true };
  return { ...place, name, type, ...none, ...differs };
}

const services = [
  service('web', 'ClusterIP', { ports: [http], readyPods: 2, totalPods: 2 }),
  service('edge', 'LoadBalancer'),
  service('far', 'ExternalName', { externalName: 'db.example' }),
];

test.each([
  ['loadbalancer', ['edge']],
  ['clusterip http', ['web']],
  ['db.example', ['far']],
  ['8080', ['web']],
  ['no pods', ['edge', 'far']],
])('"%s" finds the services whose rows show it', (filter, names) => {
  expect(filterRows(services, filter, serviceHas).map(({ name }) => name)).toEqual(names);
});

const workloads: readonly WorkloadRow[] = [
  { ...place, kind: 'deployment', name: 'web', ports: [http], readyPods: 1, desiredPods: 1 },
  { ...place, kind: 'statefulset', name: 'db', ports: [], readyPods: 0, desiredPods: 0 },
];

test.each([
  ['Deployment', ['web']],
  ['statefulset no', ['db']],
  ['http', ['web']],
])('"%s" finds the workloads whose rows show it', (filter, names) => {
  expect(filterRows(workloads, filter, workloadHas).map(({ name }) => name)).toEqual(names);
});

/** In milliseconds: two fifths of what a key may take to its picture; five are what it prints. */
const filterMs = 20;

test('20,000 pods are asked for a word that none has within 20 ms', () => {
  const many = Array.from({ length: 5_000 }, () => pods).flat();
  const times = Array.from({ length: 7 }, () => {
    const began = performance.now();
    filterRows(many, 'missing', podHas);
    return performance.now() - began;
  });
  process.stdout.write(`20,000 pods filtered in ${Math.min(...times).toFixed(1)} ms\n`);
  expect(Math.min(...times)).toBeLessThanOrEqual(filterMs);
});
