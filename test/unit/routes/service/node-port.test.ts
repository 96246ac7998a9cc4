import { describe, expect, test } from 'vitest';
import { mapOf, n1, n2, served, told } from '../map-samples.ts';
import { endpoint, node, pod, slice } from '../world-samples.ts';

const open = 'open';

describe('a node port', () => {
  const nodePort = { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30080 }] };

  test('answers on every ready node, by its outer address first', () => {
    const outer = node('n3', {
      '10.0.0.3': 'InternalIP',
      '203.0.113.3': 'ExternalIP',
      'n3.example.org': 'ExternalDNS',
    });
    const away = node('n4', { '10.0.0.4': 'InternalIP' }, false);
    const nameless = node('n5', { 'ip-10-0-0-5': 'InternalDNS', 'n5.lan': 'Hostname' });
    expect(told('nodePort', { ...served(nodePort), nodes: [n1, outer, away, nameless, {}] })).toEqual([
      `http 80/TCP | http://10.0.0.1:30080 (n1) http://203.0.113.3:30080 (n3) http://10.0.0.3:30080 (n3) http://n5.lan:30080 (n5) | ${open}`,
    ]);
  });

  test('with externalTrafficPolicy Local answers only where a ready pod is', () => {
    const slices = [
      slice('web', [endpoint('web-1', { ready: false }, 'n1'), endpoint('web-2', { ready: true }, 'n2')]),
    ];
    expect(told('nodePort', { ...served({ ...nodePort, externalTrafficPolicy: 'Local' }), slices })).toEqual([
      `http 80/TCP | http://10.0.0.2:30080 (n2) | ${open} | Only nodes with a ready pod answer (externalTrafficPolicy: Local).`,
    ]);
  });

  test('with externalTrafficPolicy Local answers where pods serve to their end, each node by its own', () => {
    const ending = (serving: boolean) => ({ ready: false, serving, terminating: true });
    const slices = [
      slice('web', [endpoint('a', ending(true), 'n1'), endpoint('b', { ready: true }, 'n2')]),
      slice('web', [endpoint('c', ending(false), 'n3')]),
    ];
    const nodes = [n1, n2, node('n3', { '10.0.0.3': 'InternalIP' })];
    const local = served({ ...nodePort, externalTrafficPolicy: 'Local' });
    expect(told('nodePort', { ...local, slices, nodes })[0]?.split(' | ')[1]).toBe(
      'http://10.0.0.1:30080 (n1) http://10.0.0.2:30080 (n2)',
    );
  });

  test('answers at addresses of the service’s own families alone', () => {
    const both = node('n1', { '10.0.0.1': 'InternalIP', 'fd00::1': 'InternalIP' });
    const of = (...clusterIPs: string[]) =>
      told('nodePort', { ...served({ ...nodePort, clusterIPs }), nodes: [both] });
    expect([of('10.96.0.7'), of('fd01::7'), of('fd01::7', '10.96.0.7')]).toEqual([
      [`http 80/TCP | http://10.0.0.1:30080 (n1) | ${open}`],
      [`http 80/TCP | http://[fd00::1]:30080 (n1) | ${open}`],
      [`http 80/TCP | http://10.0.0.1:30080 (n1) http://[fd00::1]:30080 (n1) | ${open}`],
    ]);
  });

  test('where nodes cannot be read is known on those of its pods, each once', () => {
    const pods = [
      pod('web-1'),
      pod('web-2'),
      pod('new', { nodeName: 'n2' }, { phase: 'Pending', ready: false }),
      {},
    ];
    const note = 'Nodes could not be read, so only those of its pods are known.';
    const cluster = { ...served(nodePort), nodes: null };
    expect([told('nodePort', { ...cluster, pods }), told('nodePort', { ...cluster, pods: null })]).toEqual([
      [`http 80/TCP | http://10.0.0.1:30080 (n1) | ${open} | ${note}`],
      [`http 80/TCP |  | unknown: No ready node with a known address answers on port 30080. | ${note}`],
    ]);
  });

  test.each([
    ['no node is ready', { nodes: [node('n1', { '10.0.0.1': 'InternalIP' }, false)] }],
    ['no node tells an address', { nodes: [node('n1', {})] }],
    ['there is no node', { nodes: [] }],
  ])('is not known to answer where %s', (_, nodes) => {
    expect(told('nodePort', { ...served(nodePort), ...nodes })).toEqual([
      'http 80/TCP |  | unknown: No ready node with a known address answers on port 30080.',
    ]);
  });

  test('leads to nothing without pods, and says that', () => {
    expect(
      told('nodePort', { ...served({ ...nodePort, externalTrafficPolicy: 'Local' }), slices: [] }),
    ).toEqual([
      'http 80/TCP |  | broken: Service web has no pods. Check its selector, and that they are scaled up. | Only nodes with a ready pod answer (externalTrafficPolicy: Local).',
    ]);
  });

  test('is one way for TCP and another for UDP, though of one number', () => {
    const ports = [
      { name: 'http', port: 443, nodePort: 30443, protocol: 'TCP' },
      { name: 'h3', port: 443, nodePort: 30443, protocol: 'UDP' },
    ];
    const slices = [
      slice(
        'web',
        [endpoint('web-1')],
        [
          { name: 'http', port: 8443 },
          { name: 'h3', port: 8443, protocol: 'UDP' },
        ],
      ),
    ];
    const { routes } = mapOf({ ...served({ type: 'NodePort', ports }), slices });
    const keys = routes.map(({ key }) => key);
    expect([
      routes.filter(({ kind }) => kind === 'nodePort').map(({ key }) => key),
      new Set(keys).size === keys.length,
    ]).toEqual([['nodePort/web/TCP/443', 'nodePort/web/UDP/443'], true]);
  });

  test.each([
    ['a load balancer that is given none', { type: 'LoadBalancer', ports: [{ name: 'http', port: 80 }] }],
    [
      'a number that an earlier type has left',
      { type: 'ClusterIP', ports: [{ name: 'http', port: 80, nodePort: 30080 }] },
    ],
    ['zero', { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 0 }] }],
  ])('is not made up for %s', (_, spec) => {
    expect(told('nodePort', served(spec))).toEqual([]);
  });
});
