import { expect, test } from 'vitest';
import { podRow, serviceRow, workloadRow } from '../../../src-main/engine/kube/catalog-rows.ts';
import { podSample } from './pod-samples.ts';

const endpoint = (name: string, conditions: object) => ({ targetRef: { kind: 'Pod', name }, conditions });

test('a service counts each pod once, and none that is leaving', () => {
  const service = {
    metadata: { namespace: 'shop', name: 'web' },
    spec: {
      type: 'NodePort',
      ports: [
        { name: 'http', port: 80 },
        { port: 53, protocol: 'UDP' },
      ],
    },
  };
  const slices = [
    { endpoints: [endpoint('a', { ready: true }), endpoint('b', { ready: false }), endpoint('c', {})] },
    { endpoints: [endpoint('a', { ready: true }), endpoint('d', { ready: false, terminating: true })] },
    { endpoints: [{ conditions: { ready: true } }] },
  ];
  expect(serviceRow(service, slices)).toEqual({
    key: 'shop/web',
    namespace: 'shop',
    name: 'web',
    type: 'NodePort',
    ports: [
      { name: 'http', port: 80, protocol: 'TCP' },
      { name: null, port: 53, protocol: 'UDP' },
    ],
    externalName: null,
    readyPods: 2,
    totalPods: 3,
    forwardable: true,
  });
});

test.each([
  ['ClusterIP', { clusterIP: '10.0.0.1' }],
  ['Headless', { type: 'ClusterIP', clusterIP: 'None' }],
  ['LoadBalancer', { type: 'LoadBalancer' }],
  ['ExternalName', { type: 'ExternalName', externalName: 'db.example.org' }],
])('a service of type %s', (type, spec) => {
  expect(serviceRow({ spec }, []).type).toBe(type);
});

test.each([
  ['with a selector, even if no pod is there yet', { spec: { selector: { app: 'web' } } }, [], true],
  ['whose slices lead to pods', { spec: {} }, [{ endpoints: [endpoint('a', { ready: false })] }], true],
  ['whose slices lead elsewhere', { spec: {} }, [{ endpoints: [{ conditions: { ready: true } }] }], false],
  ['without selector and slices', { spec: { selector: {} } }, [], false],
  ['for an outside name', { spec: { type: 'ExternalName', selector: { app: 'web' } } }, [], false],
] as const)('a service %s says whether it can be forwarded', (_, service, slices, forwardable) => {
  expect(serviceRow(service, slices).forwardable).toBe(forwardable);
});

test.each([
  ['deployment', { spec: { replicas: 3 }, status: { readyReplicas: 2 } }, [2, 3]],
  ['statefulset', { spec: {}, status: {} }, [0, 1]],
  ['daemonset', { status: { numberReady: 1, desiredNumberScheduled: 4 } }, [1, 4]],
  ['job', { status: { active: 2, ready: 1 } }, [1, 2]],
  ['job', { status: {} }, [0, 0]],
] as const)('a %s counts its pods', (kind, workload, [readyPods, desiredPods]) => {
  expect(workloadRow(kind, { metadata: { namespace: 'shop', name: 'w' }, ...workload })).toEqual({
    key: `${kind}/shop/w`,
    kind,
    namespace: 'shop',
    name: 'w',
    ports: [],
    readyPods,
    desiredPods,
  });
});

test('a pod that is leaving is not ready', () => {
  const { status, ready, restarts, createdAt } = podRow(podSample('p', { deleting: true, restarts: 2 }));
  expect({ status, ready, restarts, createdAt }).toEqual({
    status: 'Terminating',
    ready: false,
    restarts: 2,
    createdAt: Date.UTC(2026, 0, 1),
  });
});
