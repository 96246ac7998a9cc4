import { expect, test } from 'vitest';
import {
  collectionPath,
  endpointSlicesPath,
  groupedPath,
  namespacesPath,
  nodesPath,
} from '../../../src-main/engine/kube/api-paths.ts';
import { slimAt } from '../../../src-main/engine/kube/slim-object.ts';
import { TargetKind } from '../../../src-main/shared/target.ts';
import { wholePod } from '../../support/whole-pod.ts';

const slimPod = slimAt(collectionPath('pod', 'shop'));

const metadata = {
  name: 'web',
  namespace: 'shop',
  uid: 'uid-1',
  resourceVersion: '7',
  creationTimestamp: '2026-03-02T09:00:00Z',
};
const wholeMetadata = {
  ...metadata,
  generation: 3,
  annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  managedFields: [{ manager: 'kubectl' }],
};

test('of a pod is kept what says whether it can be used, its ports, and why it went', () => {
  const status = {
    ready: true,
    restartCount: 1,
    started: true,
    state: { running: {} },
    lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-03-02T08:59:59Z' } },
  };
  const condition = { status: 'True', lastTransitionTime: '2026-03-02T09:00:09Z' };
  expect(slimPod(wholePod)).toStrictEqual({
    metadata: {
      name: 'web-5d8c7f9b4-x2x7q',
      namespace: 'shop',
      uid: 'uid-1',
      resourceVersion: '184467',
      creationTimestamp: '2026-03-02T09:00:00Z',
      labels: {},
      ownerReferences: [
        {
          kind: 'ReplicaSet',
          name: 'web-5d8c7f9b4',
          uid: '4f1c4b1e-6d0c-4f3a-9a5e-0a4f2c1b7d90',
          controller: true,
        },
      ],
    },
    spec: {
      initContainers: [
        { name: 'migrate' },
        {
          name: 'mesh',
          restartPolicy: 'Always',
          ports: [{ name: 'mesh', containerPort: 15090, hostPort: 15090, protocol: 'TCP' }],
        },
      ],
      containers: [
        {
          name: 'main',
          ports: [{ name: 'http', containerPort: 8080, hostIP: '127.0.0.1', protocol: 'TCP' }],
        },
        { name: 'proxy', ports: [{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }] },
      ],
    },
    status: {
      phase: 'Running',
      hostIP: '172.18.0.3',
      conditions: [
        { type: 'Ready', ...condition },
        { type: 'PodScheduled', ...condition },
      ],
      initContainerStatuses: [
        {
          name: 'migrate',
          ...status,
          state: { terminated: { exitCode: 0, reason: 'Completed', finishedAt: '2026-03-02T09:00:03Z' } },
        },
        { name: 'mesh', ...status },
      ],
      containerStatuses: [
        { name: 'main', ...status },
        { name: 'proxy', ...status },
      ],
    },
  });
});

test('that is less than a fifth of what the API says of the pod', () => {
  const share = JSON.stringify(slimPod(wholePod)).length / JSON.stringify(wholePod).length;
  expect(share).toBeLessThan(0.2);
});

test('of a pod in trouble is kept what says so', () => {
  const deletionTimestamp = '2026-03-02T10:00:00Z';
  const labels = { 'controller-revision-hash': 'db-6f7' };
  const kept = {
    metadata: { ...metadata, deletionTimestamp, labels },
    spec: { nodeName: 'worker-2', hostNetwork: true },
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      message: 'The node was low on resource: memory.',
      conditions: [
        { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message: 'm' },
      ],
      containerStatuses: [
        { name: 'a', state: { waiting: { reason: 'ErrImagePull', message: 'not found' } }, lastState: {} },
        { name: 'b', state: { terminated: { exitCode: 139, signal: 11 } } },
      ],
    },
  };
  const told = {
    metadata: { ...wholeMetadata, deletionTimestamp, labels: { ...labels, app: 'db' } },
    spec: { ...kept.spec, hostPID: true },
    status: { ...kept.status, qosClass: 'BestEffort' },
  };
  expect(slimPod(told)).toStrictEqual(kept);
});

test.each<[string, path: string, told: object, kept: object]>([
  [
    'service',
    collectionPath('service', null),
    {
      spec: {
        type: 'NodePort',
        clusterIP: '10.0.0.1',
        clusterIPs: ['10.0.0.1'],
        externalName: 'db.example.org',
        publishNotReadyAddresses: true,
        selector: { app: 'web', tier: 'front' },
        ports: [
          {
            name: 'http',
            port: 80,
            targetPort: 'http',
            protocol: 'TCP',
            appProtocol: 'h2c',
            nodePort: 30080,
          },
        ],
        sessionAffinity: 'None',
        externalTrafficPolicy: 'Local',
        loadBalancerClass: 'example.com/lb',
        loadBalancerIP: '203.0.113.7',
        loadBalancerSourceRanges: ['192.0.2.0/24'],
        externalIPs: ['203.0.113.8'],
        allocateLoadBalancerNodePorts: true,
      },
      status: {
        loadBalancer: {
          ingress: [
            { ip: '203.0.113.7', ipMode: 'VIP', ports: [{ port: 80, protocol: 'TCP', error: 'Full' }] },
          ],
        },
        conditions: [],
      },
    },
    {
      metadata: { ...metadata, annotations: {} },
      spec: {
        type: 'NodePort',
        clusterIP: '10.0.0.1',
        clusterIPs: ['10.0.0.1'],
        externalName: 'db.example.org',
        publishNotReadyAddresses: true,
        selector: { app: 'web', tier: 'front' },
        ports: [
          {
            name: 'http',
            port: 80,
            targetPort: 'http',
            protocol: 'TCP',
            appProtocol: 'h2c',
            nodePort: 30080,
          },
        ],
        externalTrafficPolicy: 'Local',
        loadBalancerClass: 'example.com/lb',
        loadBalancerIP: '203.0.113.7',
        loadBalancerSourceRanges: ['192.0.2.0/24'],
        externalIPs: ['203.0.113.8'],
      },
      status: {
        loadBalancer: {
          ingress: [
            { ip: '203.0.113.7', ipMode: 'VIP', ports: [{ port: 80, protocol: 'TCP', error: 'Full' }] },
          ],
        },
      },
    },
  ],
  [
    'node',
    nodesPath,
    {
      spec: { unschedulable: true, providerID: 'aws:///eu-west-1a/i-0abc', podCIDR: '10.244.1.0/24' },
      status: {
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
        addresses: [{ type: 'InternalIP', address: '10.0.0.2' }],
        capacity: { cpu: '2' },
      },
    },
    {
      spec: { unschedulable: true, providerID: 'aws:///eu-west-1a/i-0abc' },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        addresses: [{ type: 'InternalIP', address: '10.0.0.2' }],
      },
    },
  ],
  [
    'slice',
    endpointSlicesPath('shop'),
    {
      addressType: 'IPv4',
      endpoints: [
        {
          addresses: ['10.244.1.17'],
          conditions: { ready: false, serving: true, terminating: true },
          targetRef: { kind: 'Pod', name: 'web-1', namespace: 'shop', uid: 'uid-2', resourceVersion: '3' },
          nodeName: 'worker-2',
          zone: 'eu-1a',
        },
      ],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP', appProtocol: 'h2c' }],
    },
    {
      addressType: 'IPv4',
      endpoints: [
        {
          conditions: { ready: false, serving: true, terminating: true },
          targetRef: { kind: 'Pod', name: 'web-1', namespace: 'shop', uid: 'uid-2' },
          nodeName: 'worker-2',
        },
      ],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    },
  ],
  [
    'service of nothing',
    collectionPath('service', null),
    {
      spec: { clusterIPs: null, externalIPs: null, ports: null },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1', hostname: null, ports: null }] } },
    },
    {
      metadata: { ...metadata, annotations: {} },
      spec: {},
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    },
  ],
  [
    'slice of nothing',
    endpointSlicesPath(null),
    { addressType: 'IPv4', endpoints: null, ports: null },
    { addressType: 'IPv4' },
  ],
  [
    'workload',
    collectionPath('deployment', null),
    {
      spec: {
        replicas: 0,
        strategy: { type: 'RollingUpdate' },
        selector: {
          matchLabels: { app: 'web' },
          matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }],
        },
        template: { metadata: { labels: { app: 'web' }, annotations: { a: 'b' } }, spec: wholePod.spec },
      },
      status: {
        readyReplicas: 2,
        numberReady: 2,
        desiredNumberScheduled: 3,
        ready: 1,
        active: 1,
        replicas: 9,
      },
    },
    {
      spec: {
        replicas: 0,
        selector: {
          matchLabels: { app: 'web' },
          matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }],
        },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: (slimPod(wholePod) as { spec: object }).spec,
        },
      },
      status: { readyReplicas: 2, numberReady: 2, desiredNumberScheduled: 3, ready: 1, active: 1 },
    },
  ],
  [
    'namespace',
    namespacesPath,
    { metadata: { ...wholeMetadata, labels: { team: 'a' } }, spec: { finalizers: ['kubernetes'] } },
    { metadata: { ...metadata, labels: { team: 'a' } } },
  ],
  [
    'Route of OpenShift',
    groupedPath('route.openshift.io/v1', 'routes', 'shop'),
    { spec: { host: 'a.example', tls: { termination: 'edge', certificate: 'public', key: 'private' } } },
    {
      metadata: { ...metadata, annotations: {} },
      spec: { host: 'a.example', tls: { termination: 'edge', certificate: 'public', key: undefined } },
    },
  ],
  [
    'Ingress',
    groupedPath('networking.k8s.io/v1', 'ingresses', null),
    { spec: { rules: [{ host: 'a' }] }, status: { loadBalancer: {} }, extra: true },
    {
      metadata: { ...metadata, annotations: {} },
      spec: { rules: [{ host: 'a' }] },
      status: { loadBalancer: {} },
    },
  ],
])('of a %s is kept what is read of it', (_, path, told, kept) => {
  const slim = slimAt(path)({ metadata: wholeMetadata, ...told });
  expect(slim).toStrictEqual({ metadata, ...kept });
});

test('of each kind that can be a target it is known what is read of it, and no other is listed', () => {
  for (const kind of TargetKind.options) expect(slimAt(collectionPath(kind, null))).toBeTypeOf('function');
  expect(() => slimAt('/api/v1/secrets')).toThrow('/api/v1/secrets');
});
