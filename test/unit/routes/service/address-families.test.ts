import { expect, test } from 'vitest';
import { type Cluster, served, told } from '../map-samples.ts';
import { endpoint, node, service, slice } from '../world-samples.ts';

const both = ['10.96.0.7', 'fd00::7'];
const ofNode = node('n1', { '10.0.0.1': 'InternalIP', 'fd00::1': 'InternalIP' });
const four = { ...slice('web', [endpoint('web-1')]), addressType: 'IPv4' };
const six = { ...slice('web', [endpoint('web-1')]), addressType: 'IPv6' };
/** As a cluster makes it for a family of which no pod has an address. */
const none = { ...slice('web', []), addressType: 'IPv6', endpoints: null, ports: null };

function notesOf(kind: Parameters<typeof told>[0], cluster: Cluster): string[] {
  return told(kind, cluster).flatMap((line) => line.split(' | ').slice(3));
}

test.each([
  ['endpoints of both families', [four, six], []],
  ['endpoints of IPv4 alone', [four, none], ['IPv6']],
  ['endpoints of IPv6 alone', [six], ['IPv4']],
  ['endpoints by name', [{ ...four, addressType: 'FQDN' }], []],
  ['endpoints that may not be read', null, []],
  ['no endpoints', [none], []],
])('of a service for both families with %s is said which leads nowhere', (_what, slices, families) => {
  const notes = families.map(
    (family) =>
      `No endpoint of service web has an ${family} address, so nothing answers at its ${family} addresses.`,
  );
  const ingress = [{ ip: '198.51.100.1' }, { ip: '2001:db8::1' }, { hostname: 'web.example.com' }];
  const spec = { type: 'LoadBalancer', clusterIPs: both, externalIPs: ['198.51.100.2', '2001:db8::2'] };
  const cluster = { ...served(spec, { status: { loadBalancer: { ingress } } }), slices };
  const outside = 'The cluster answers there, but somebody else has to lead this address to its nodes.';
  expect([
    notesOf('clusterIp', cluster),
    notesOf('loadBalancer', cluster),
    notesOf('externalIp', cluster),
  ]).toEqual([notes, notes, [outside, ...notes]]);
});

test('a load balancer that is a proxy comes to the nodes by whichever family they answer', () => {
  const ingress = [{ ip: '2001:db8::1', ipMode: 'Proxy' }];
  const balanced = served(
    { type: 'LoadBalancer', clusterIPs: both },
    { status: { loadBalancer: { ingress } } },
  );
  expect(notesOf('loadBalancer', { ...balanced, slices: [four, none] })).toEqual([
    'Connections go through the load balancer even from inside the cluster.',
  ]);
});

test('a node port answers at addresses of the families that the endpoints have', () => {
  const noded = served({
    type: 'NodePort',
    clusterIPs: both,
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  });
  const of = (slices: Cluster['slices']) =>
    told('nodePort', { ...noded, nodes: [ofNode], ...(slices !== undefined && { slices }) })[0]?.split(
      ' | ',
    )[1];
  expect([of([four, six]), of([four, none]), of([six]), of([none])]).toEqual([
    'http://10.0.0.1:30080 (n1) http://[fd00::1]:30080 (n1)',
    'http://10.0.0.1:30080 (n1)',
    'http://[fd00::1]:30080 (n1)',
    'http://10.0.0.1:30080 (n1) http://[fd00::1]:30080 (n1)',
  ]);
});

test('a service for IPv6 alone without endpoints says which pods it needs', () => {
  const spec = { clusterIP: 'fd00::7', clusterIPs: ['fd00::7'], selector: { app: 'web' } };
  const cluster = { ...served(), services: [service('web', spec)], slices: [none] };
  expect(told('clusterIp', cluster)[0]).toContain(
    'broken: Service web is for IPv6 alone and has no pods with such an address. Check its IP family and its selector.',
  );
});
