import { describe, expect, test } from 'vitest';
import { mapOf, n1, told } from '../map-samples.ts';
import { container, node, pod } from '../world-samples.ts';

const notReady = { phase: 'Running', ready: false };

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
