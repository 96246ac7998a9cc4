import { describe, expect, test } from 'vitest';
import { mapOf, n1, n2, told } from './map-samples.ts';
import { container, node, pod } from './world-samples.ts';

const notReady = { phase: 'Running', ready: false };
const workload = (spec: object) => ({ metadata: { name: 'web' }, spec: { template: { spec } } });

describe('a host network', () => {
  const host = { hostNetwork: true, ...container({ name: 'http', containerPort: 8080, hostPort: 8080 }) };
  const note = 'The pod is in its node’s own network: ports that it does not declare answer there as well.';

  test('makes each port one of every node with a ready pod, outer addresses first', () => {
    const pods = [
      pod('a', host),
      pod('b', { ...host, nodeName: 'n2' }),
      pod('c', { ...host, nodeName: 'n3' }, notReady),
    ];
    const outer = node('n2', { '10.0.0.2': 'InternalIP', '203.0.113.2': 'ExternalIP' });
    expect(
      told('hostNetwork', {
        target: 'ds/web',
        pods,
        nodes: [n1, outer, node('n3', { '10.0.0.3': 'InternalIP' })],
      }),
    ).toEqual([
      `http 8080/TCP | http://10.0.0.1:8080 (n1) http://203.0.113.2:8080 (n2) http://10.0.0.2:8080 (n2) | open | ${note}`,
    ]);
  });

  test.each([
    ['cannot be read', null],
    ['do not hold the pod’s', [n2]],
  ])('is found by what the pod tells where nodes %s', (_, nodes) => {
    expect(told('hostNetwork', { pods: [pod('web', host)], nodes, target: 'pod/web' })).toEqual([
      `http 8080/TCP | http://10.0.0.1:8080 (n1) | open | ${note}`,
    ]);
  });

  test('is not known where nobody tells an address', () => {
    const bare = {
      ...pod('web', host),
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    };
    expect(told('hostNetwork', { target: 'pod/web', pods: [bare], nodes: null })).toEqual([
      `http 8080/TCP |  | unknown: No ready node with a known address answers on port 8080. | ${note}`,
    ]);
  });

  test('without a declared port says that it is there', () => {
    const of = (sample: object) =>
      told('hostNetwork', {
        target: 'pod/web',
        pods: [pod('web', { hostNetwork: true, containers: [{}] }, sample)],
        nodes: [n1],
      });
    expect([of({}), of(notReady)]).toEqual([
      [
        'no port |  | unknown: The pod is in its node’s own network and declares no port: whatever it listens on answers there.',
      ],
      ['no port |  | broken: Pod web is running but not ready.'],
    ]);
  });

  test('has no host ports beside it, which the API fills in', () => {
    expect(told('hostPort', { target: 'pod/web', pods: [pod('web', host)], nodes: [n1] })).toEqual([]);
  });

  test('is broken and not absent while a workload has no pods', () => {
    expect(told('hostNetwork', { target: 'ds/web', object: workload(host), nodes: [n1] })).toEqual([
      `http 8080/TCP |  | broken: There is no pod. | ${note}`,
    ]);
  });
});

describe('a host port', () => {
  const hostPort = (fields: object) => container({ name: 'http', containerPort: 8080, ...fields });
  const both = node('n1', { '10.0.0.1': 'InternalIP', 'fd00::1': 'InternalIP' });

  test.each([
    ['no address', {}, 'http://10.0.0.1:9080 (n1) http://[fd00::1]:9080 (n1) | open'],
    ['all of one family', { hostIP: '0.0.0.0' }, 'http://10.0.0.1:9080 (n1) | open'],
    ['all of the other family', { hostIP: '::' }, 'http://[fd00::1]:9080 (n1) | open'],
    ['one address', { hostIP: '192.0.2.5' }, 'http://192.0.2.5:9080 (n1) | open'],
    [
      'loopback',
      { hostIP: '127.0.0.1' },
      'http://127.0.0.1:9080 (n1) | inside: The node listens on 127.0.0.1, which only the node itself reaches.',
    ],
    [
      'loopback of IPv6',
      { hostIP: '::1' },
      'http://[::1]:9080 (n1) | inside: The node listens on ::1, which only the node itself reaches.',
    ],
  ])('on %s', (_, fields, expected) => {
    const pods = [pod('web', hostPort({ hostPort: 9080, ...fields }))];
    expect(told('hostPort', { target: 'pod/web', pods, nodes: [both] })).toEqual([
      `http 8080/TCP | ${expected}`,
    ]);
  });

  test('is one way for TCP, for UDP, and for each address', () => {
    const ports = container(
      { name: 'dns', containerPort: 5353, hostPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 5353, hostPort: 53, protocol: 'TCP' },
      { name: 'local', containerPort: 5353, hostPort: 53, hostIP: '127.0.0.1', protocol: 'UDP' },
      { containerPort: 9100 },
    );
    const { routes } = mapOf({ target: 'pod/dns', pods: [pod('dns', ports)], nodes: [n1] });
    const keys = routes.map(({ key }) => key);
    expect([keys.filter((key) => key.startsWith('hostPort')), new Set(keys).size === keys.length]).toEqual([
      ['hostPort/UDP/5353/53/', 'hostPort/TCP/5353/53/', 'hostPort/UDP/5353/53/127.0.0.1'],
      true,
    ]);
  });

  test('of a sidecar counts, of an init container that ends it does not', () => {
    const containers = (restartPolicy?: string) => ({
      initContainers: [
        { ...hostPort({ hostPort: 9080 }).containers?.[0], ...(restartPolicy && { restartPolicy }) },
      ],
      containers: [],
    });
    const of = (spec: object) =>
      told('hostPort', { target: 'pod/web', pods: [pod('web', spec)], nodes: [n1] }).length;
    expect([of(containers('Always')), of(containers())]).toEqual([1, 0]);
  });

  test('is opened by the pod, or by the workload of several', () => {
    const opener = (...pods: ReturnType<typeof pod>[]) =>
      mapOf({ target: 'ds/web', pods, nodes: [n1] }).routes.find(({ kind }) => kind === 'hostPort')?.opener;
    const one = pod('web-1', hostPort({ hostPort: 9080 }));
    expect([opener(one), opener(one, pod('web-2', { ...one.spec, nodeName: 'n2' }))]).toEqual([
      { kind: 'Pod', namespace: 'shop', name: 'web-1' },
      { kind: 'DaemonSet', namespace: 'shop', name: 'web' },
    ]);
  });

  test('is broken where no pod is ready, by the pod that tells most', () => {
    const spec = hostPort({ hostPort: 9080 });
    const pods = [
      pod('a', spec, { deleting: true }),
      pod('b', spec, { phase: 'Failed', reason: 'Evicted' }),
      pod('c', spec, notReady),
    ];
    expect(told('hostPort', { target: 'rs/web', pods, nodes: [n1] })).toEqual([
      'http 8080/TCP |  | broken: Pod c is running but not ready.',
    ]);
  });
});

describe('a forward to a workload', () => {
  test.each(['deploy', 'rs', 'sts', 'ds', 'job'])('of kind %s leads to what its pods declare', (kind) => {
    const spec = container(
      { name: 'http', containerPort: 8080 },
      { containerPort: 9090 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
    );
    const [http, plain, ...more] = told('portForward', {
      target: `${kind}/web`,
      pods: [pod('web-1', spec), pod('web-2', spec, notReady)],
    });
    expect([http?.split(' | ')[0], plain?.split(' | ').slice(2), more]).toEqual([
      'http 8080/TCP',
      ['open'],
      [],
    ]);
  });

  test('asks by number where a rollout gives the port another name', () => {
    const pods = [
      pod('old', container({ name: 'web', containerPort: 8080 })),
      pod('new', container({ name: 'http', containerPort: 8080 })),
    ];
    expect(told('portForward', { target: 'deploy/web', pods })).toEqual([
      '8080/TCP | deployment/web 8080 | open',
    ]);
  });

  test('is broken and not absent while there are no pods', () => {
    expect(
      told('portForward', { target: 'deploy/web', object: workload(container({ containerPort: 8080 })) }),
    ).toEqual(['8080/TCP | deployment/web 8080 | broken: There is no pod.']);
  });

  test('is not known to work where pods cannot be read', () => {
    expect(
      told('portForward', {
        target: 'deploy/web',
        pods: null,
        object: workload(container({ containerPort: 8080 })),
      }),
    ).toEqual([
      '8080/TCP | deployment/web 8080 | unknown: Pods could not be read, so nobody knows whether one is ready.',
    ]);
  });

  test('of a finished job is broken', () => {
    const pods = [pod('job-1', {}, { phase: 'Succeeded', ready: false })];
    expect(told('portForward', { target: 'job/web', pods })).toEqual([
      'http 8080/TCP | job/web http | broken: Pod job-1 has finished.',
    ]);
  });
});
