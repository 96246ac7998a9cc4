import { describe, expect, test } from 'vitest';
import { selectorOf } from '../../../src-main/engine/routes/subject.ts';
import type { Target } from '../../../src-main/shared/target.ts';
import { mapOf, n1, served, told } from './map-samples.ts';
import { container, endpoint, node, pod, service, slice } from './world-samples.ts';

const clusterIps = (cluster: Parameters<typeof told>[1]) =>
  told('clusterIp', cluster).map((line) => line.split(' | ').slice(2).join(' | '));
const inside =
  'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.';
const deployment = {
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web', tier: 'front' } } },
  },
};

describe('the services that lead to a workload', () => {
  const services = [
    service('zeta', { selector: { app: 'web' } }),
    service('alpha', { selector: { tier: 'front' } }),
    service('stranger', { selector: { app: 'web', tier: 'back' } }),
    service('all', { selector: {} }),
    service('outside', { type: 'ExternalName', externalName: 'x.org', selector: { app: 'web' } }),
  ];
  const names = (cluster: object) =>
    mapOf({ target: 'deploy/web', object: deployment, services, ...cluster }).services.map(
      ({ name }) => name,
    );

  test.each([
    [
      'by its slices, whoever has made them',
      { pods: [pod('web-1')], slices: [slice('all', [endpoint('web-1')])] },
      ['all', 'alpha', 'zeta'],
    ],
    ['by its template where it has no pods', {}, ['alpha', 'zeta']],
    [
      'by its template where none of its pods is in a slice yet',
      { pods: [pod('web-1', {}, { phase: 'Pending', ready: false })] },
      ['alpha', 'zeta'],
    ],
    [
      'by its template where slices cannot be read',
      { pods: [pod('web-1')], slices: null },
      ['alpha', 'zeta'],
    ],
    [
      'by its template where pods cannot be read',
      { pods: null, slices: [slice('all', [endpoint('web-1')])] },
      ['alpha', 'zeta'],
    ],
    [
      'of a pod by its slices',
      {
        target: 'pod/web-1',
        pods: [pod('web-1')],
        object: pod('web-1'),
        slices: [slice('zeta', [endpoint('web-1')]), slice('alpha', [endpoint('x')])],
      },
      ['zeta'],
    ],
    [
      'not by names of what is no pod',
      {
        pods: [pod('web-1')],
        object: {},
        slices: [slice('all', [{ targetRef: { kind: 'Node', name: 'web-1' } }])],
      },
      [],
    ],
    ['without a selector', { object: { spec: {} } }, []],
  ])('are found %s', (_, cluster, expected) => {
    expect(names(cluster)).toEqual(expected);
  });

  test.each([
    ['service/web', { spec: { selector: { app: 'web' } } }, { matchLabels: { app: 'web' } }],
    ['service/web', { spec: { selector: {} } }, null],
    ['service/web', { spec: { type: 'ExternalName', selector: { app: 'web' } } }, null],
    ['pod/web', {}, null],
    ['job/web', { spec: { selector: { matchLabels: { job: 'web' } } } }, { matchLabels: { job: 'web' } }],
    ['deployment/web', {}, null],
  ])('the pods of %s %o are selected by %o', (text, object, selector) => {
    const [kind = '', name = ''] = text.split('/');
    expect(
      selectorOf({ context: 'demo', namespace: 'shop', kind: kind as Target['kind'], name }, object),
    ).toEqual(selector);
  });
});

describe('a service that has other pods as well', () => {
  const cluster = (own: object) => ({
    ...served(),
    target: 'pod/web-2',
    pods: [pod('web-2')],
    slices: [slice('web', [endpoint('web-1'), endpoint('web-2', own)])],
  });

  test('may lead to those', () => {
    expect(clusterIps(cluster({ ready: true }))).toEqual([
      `${inside} | Service web leads to other pods as well.`,
    ]);
  });

  test('leads to those alone while the pod is not ready', () => {
    expect(clusterIps(cluster({ ready: false }))).toEqual([
      'broken: Service web has ready pods, but none of these. | Service web leads to other pods as well.',
    ]);
  });
});

test('the whole map of a service', () => {
  const map = mapOf({
    ...served({ type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080 }] }),
    pods: [pod('web-1'), pod('web-0', {}, { phase: 'Pending', ready: false })],
    nodes: [n1],
  });
  const opener = { kind: 'Service', namespace: 'shop', name: 'web' };
  const common = {
    opener,
    servedBy: null,
    service: 'web',
    port: { name: 'http', port: 80, protocol: 'TCP' },
    notes: [],
  };
  const address = { scheme: 'http', path: null, isPattern: false, entries: [], node: null };
  expect(map).toEqual({
    target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' },
    routes: [
      {
        ...common,
        key: 'portForward/web/TCP/80',
        kind: 'portForward',
        access: { by: 'forward', target: { kind: 'service', name: 'web' }, remote: 'http' },
        state: { state: 'open' },
      },
      {
        ...common,
        key: 'apiProxy/web/TCP/80',
        kind: 'apiProxy',
        access: { by: 'apiServer', path: '/api/v1/namespaces/shop/services/web:http/proxy/' },
        state: { state: 'open' },
      },
      {
        ...common,
        key: 'clusterIp/web/TCP/80',
        kind: 'clusterIp',
        access: { by: 'network', addresses: [{ ...address, host: '10.96.0.7', port: 80 }] },
        state: { state: 'inside', why: { id: 'ways.clusterIpInside' } },
      },
      {
        ...common,
        key: 'nodePort/web/TCP/80',
        kind: 'nodePort',
        access: { by: 'network', addresses: [{ ...address, host: '10.0.0.1', port: 30080, node: 'n1' }] },
        state: { state: 'open' },
      },
    ],
    services: [
      { name: 'web', ports: [{ name: 'http', port: 80, protocol: 'TCP' }], readyPods: 1, totalPods: 1 },
    ],
    pods: [
      { name: 'web-0', node: 'n1', ready: false },
      { name: 'web-1', node: 'n1', ready: true },
    ],
    unread: [],
  });
});

test('tells what cannot be read, and is whole beside it', () => {
  const { unread, routes } = mapOf({
    ...served(),
    pods: null,
    services: null,
    slices: null,
    nodes: null,
    object: service('web'),
  });
  expect([
    unread.map(({ resource, problem }) => [resource, problem.code]),
    routes.map(({ kind, state }) => [kind, state.state]),
  ]).toEqual([
    [
      ['pods', 'forbidden'],
      ['services', 'forbidden'],
      ['endpointslices', 'forbidden'],
      ['nodes', 'forbidden'],
    ],
    [
      ['portForward', 'unknown'],
      ['apiProxy', 'unknown'],
      ['clusterIp', 'unknown'],
    ],
  ]);
});

test.each(['svc/web', 'pod/web', 'deploy/web', 'rs/web', 'sts/web', 'ds/web', 'job/web'])(
  'objects of %s that say nothing break nothing',
  (target) => {
    const empty = [{}, { metadata: {}, spec: {}, status: {} }];
    const hollow = [
      { spec: { type: 'NodePort', ports: [{}, {}] } },
      {
        spec: { type: 'LoadBalancer', ports: [{}], externalIPs: [] },
        status: { loadBalancer: { ingress: [{}] } },
      },
      { spec: { type: 'ExternalName' } },
    ];
    const pods = [
      ...empty,
      { spec: { hostNetwork: true, containers: [{}, { ports: [{}, {}] }] } },
      { spec: { containers: [{ ports: [{ hostPort: 1 }] }] }, status: {} },
    ];
    const slices = [...empty, { endpoints: [{}, { conditions: {}, targetRef: {} }], ports: [{}] }];
    const nodes = [...empty, { status: { addresses: [{}], conditions: [{}] } }];
    for (const object of [
      ...empty,
      ...hollow,
      { spec: { template: {} } },
      { spec: { template: { spec: { containers: [{ ports: [{}] }] } } } },
    ]) {
      const { routes } = mapOf({ target, object, pods, services: [...empty, ...hollow], slices, nodes });
      expect(new Set(routes.map(({ key }) => key)).size).toBe(routes.length);
    }
  },
);

test('5,000 services, 5,000 pods and 300 nodes are no effort', () => {
  const each = Array.from({ length: 5_000 }, (_, index) => String(index));
  const spec = {
    type: 'NodePort',
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  };
  const hosted = container(
    { name: 'http', containerPort: 8080, hostPort: 9080 },
    { containerPort: 9090, hostPort: 9091 },
  );
  const cluster = {
    target: 'deploy/web',
    object: deployment,
    services: each.map((index) =>
      service(`web-${index}`, Number(index) < 50 ? spec : { ...spec, selector: { app: 'x' } }),
    ),
    slices: each.map((index) => slice(`web-${index}`, [endpoint(Number(index) < 50 ? `pod-${index}` : 'x')])),
    pods: each.map((index) => pod(`pod-${index}`, { ...hosted, nodeName: `n${Number(index) % 300}` })),
    nodes: each
      .slice(0, 300)
      .map((index) =>
        node(`n${index}`, { [`10.0.${Number(index) >> 8}.${Number(index) & 255}`]: 'InternalIP' }),
      ),
  };
  mapOf(cluster);
  const before = performance.now();
  const { routes, services, pods } = mapOf(cluster);
  const ms = performance.now() - before;
  expect([
    services.length,
    pods.length,
    routes.filter(({ kind }) => kind === 'nodePort').length,
    ms < 1_500 ? 'fast' : ms,
  ]).toEqual([50, 5_000, 50, 'fast']);
});
