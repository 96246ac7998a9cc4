import { expect, test } from 'vitest';
import type { PodRow, ServiceRow, WorkloadRow } from '../../../src-main/shared/catalog.ts';
import { targetSuggestions } from '../../../src-renderer/text/target-suggestions.ts';

function service(name: string, change: Partial<ServiceRow> = {}): ServiceRow {
  return {
    key: `shop/${name}`,
    namespace: 'shop',
    name,
    type: 'ClusterIP',
    ports: [],
    externalName: null,
    readyPods: 1,
    totalPods: 2,
    forwardable: true,
    ...change,
  };
}

const workload: WorkloadRow = {
  key: 'deployment/shop/api',
  namespace: 'shop',
  name: 'api',
  kind: 'deployment',
  readyPods: 0,
  desiredPods: 0,
  ports: [],
};

function pod(name: string, ready: boolean, namespace = 'shop'): PodRow {
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    status: ready ? 'Running' : 'Pending',
    ready,
    restarts: 0,
    node: null,
    createdAt: 0,
    ports: [],
  };
}

test('the targets to choose from are what the namespace has and can be forwarded to, each with its readiness', () => {
  const rows = {
    services: [
      service('web'),
      service('far', { forwardable: false }),
      service('its', { namespace: 'other' }),
    ],
    workloads: [workload, { ...workload, namespace: 'other' }],
    pods: [pod('web-1', true), pod('web-2', false), pod('web-3', true, 'other')],
  };
  expect(targetSuggestions('shop', rows)).toEqual([
    { value: 'svc/web', note: '1 of 2 ready' },
    { value: 'deploy/api', note: 'no pods' },
    { value: 'pod/web-1', note: 'ready' },
    { value: 'pod/web-2', note: 'Pending' },
  ]);
});
