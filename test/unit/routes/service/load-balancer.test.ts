import { describe, expect, test } from 'vitest';
import { type Cluster, mapOf, n1, served, told } from '../map-samples.ts';
import { endpoint, slice } from '../world-samples.ts';

const open = 'open';

describe('a load balancer', () => {
  const balanced = (spec: object, ingress?: object[], rest = {}) =>
    served(
      { type: 'LoadBalancer', ...spec },
      { ...(ingress && { status: { loadBalancer: { ingress } } }), ...rest },
    );

  test('gives addresses and names', () => {
    const ingress = [
      { ip: '203.0.113.7', ipMode: 'VIP' },
      { ip: '2001:db8::7' },
      { hostname: 'x.elb.eu-west-1.amazonaws.com' },
      {},
    ];
    expect(told('loadBalancer', balanced({}, ingress))).toEqual([
      `http 80/TCP | http://203.0.113.7 http://[2001:db8::7] http://x.elb.eu-west-1.amazonaws.com | ${open}`,
    ]);
  });

  test('says that even inner connections go through it', () => {
    expect(told('loadBalancer', balanced({}, [{ ip: '203.0.113.7', ipMode: 'Proxy' }]))).toEqual([
      `http 80/TCP | http://203.0.113.7 | ${open} | Connections go through the load balancer even from inside the cluster.`,
    ]);
  });

  test.each([
    [['192.0.2.0/24'], 'Only clients from 192.0.2.0/24 may connect (loadBalancerSourceRanges).'],
    [
      ['192.0.2.0/24', '2001:db8::/32', '10.0.0.0/8'],
      'Only clients from 192.0.2.0/24 and 2 more ranges may connect (loadBalancerSourceRanges).',
    ],
  ])('says that it lets in %o alone', (loadBalancerSourceRanges, note) => {
    expect(told('loadBalancer', balanced({ loadBalancerSourceRanges }, [{ ip: '203.0.113.7' }]))).toEqual([
      `http 80/TCP | http://203.0.113.7 | ${open} | ${note}`,
    ]);
  });

  test.each([
    [
      'nothing',
      {},
      'The load balancer has given no address yet. Check that the cluster runs one, or use a forward.',
    ],
    [
      'a class',
      { loadBalancerClass: 'example.org/big' },
      'example.org/big has given no address yet. Check that the cluster runs one of the class example.org/big, or use a forward.',
    ],
    [
      'an address',
      { loadBalancerIP: '192.0.2.9' },
      'The address 192.0.2.9 was asked for and is not given yet. Check that the load balancer may give it.',
    ],
    [
      'what is no address',
      { loadBalancerIP: '\u001b[2Jx'.repeat(9999) },
      'The load balancer has given no address yet. Check that the cluster runs one, or use a forward.',
    ],
  ])('is waited for where %s was asked', (_, spec, why) => {
    expect(told('loadBalancer', balanced(spec))).toEqual([`http 80/TCP |  | waiting: ${why}`]);
  });

  test.each([
    ['2026-01-01T00:00:00Z', Date.UTC(2026, 0)],
    ['soon', null],
    [undefined, null],
  ])('is waited for since %s', (creationTimestamp, since) => {
    const metadata = { name: 'web', ...(creationTimestamp && { creationTimestamp }) };
    const route = mapOf(balanced({}, [], { metadata })).routes.find(({ kind }) => kind === 'loadBalancer');
    expect(route?.state).toMatchObject({ state: 'waiting', since });
  });

  const ports = [
    { name: 'http', port: 80 },
    { name: 'h3', port: 80, protocol: 'UDP' },
  ];
  const slices = [
    slice(
      'web',
      [endpoint('web-1')],
      [
        { name: 'http', port: 80 },
        { name: 'h3', port: 80, protocol: 'UDP' },
      ],
    ),
  ];

  test('leaves out an address that refuses the port, of its protocol', () => {
    const refusing = {
      ip: '203.0.113.7',
      ports: [
        { port: 80, protocol: 'UDP', error: 'NoUDP' },
        { port: 80, protocol: 'TCP' },
      ],
    };
    const of = (...ingress: object[]) => told('loadBalancer', { ...balanced({ ports }, ingress), slices });
    expect([of(refusing), of(refusing, { ip: '203.0.113.8' })]).toEqual([
      [
        `http 80/TCP | http://203.0.113.7 | ${open}`,
        'h3 80/UDP |  | broken: The load balancer does not serve this port (NoUDP).',
      ],
      [
        `http 80/TCP | http://203.0.113.7 http://203.0.113.8 | ${open}`,
        `h3 80/UDP | 203.0.113.8:80 | ${open}`,
      ],
    ]);
  });

  test('leads to nothing without pods', () => {
    expect(told('loadBalancer', { ...balanced({}, [{ ip: '203.0.113.7' }]), slices: [] })).toEqual([
      'http 80/TCP | http://203.0.113.7 | broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ]);
  });

  const servedBy = (cluster: Cluster) =>
    mapOf(cluster).routes.find(({ kind }) => kind === 'loadBalancer')?.servedBy;

  test.each([
    ['its class', { loadBalancerClass: 'service.k8s.aws/nlb' }, {}, [], 'AWS'],
    ['a class nobody knows', { loadBalancerClass: 'example.org/x' }, {}, [], 'example.org/x'],
    ['a mark on it', {}, { 'metallb.io/ip-allocated-from-pool': 'first' }, [], 'MetalLB'],
    ['OpenELB’s mark', {}, { 'lb.kubesphere.io/v1alpha1': 'openelb' }, [], 'OpenELB'],
    ['kube-vip’s mark', {}, { 'kube-vip.io/vipHost': 'n1' }, [], 'kube-vip'],
    ['the name it got', {}, {}, [{ hostname: 'a.b.elb.cn-north-1.amazonaws.com.cn' }], 'AWS'],
    ['a name that only contains one', {}, {}, [{ hostname: 'x.elb.amazonaws.com.evil.example' }], null],
    ['nothing', {}, {}, [{ ip: '203.0.113.7' }], null],
  ])('is named by %s', (_, spec, annotations, ingress, name) => {
    expect(
      servedBy(
        balanced(spec, ingress, {
          metadata: { name: 'web', annotations },
          status: { loadBalancer: { ingress } },
        }),
      ),
    ).toBe(name);
  });

  test.each([
    ['k3s://n1', 'k3s ServiceLB'],
    ['aws:///eu-west-1a/i-0abc', 'AWS'],
    ['kind://docker/kind/n1', null],
    ['constructor://x', null],
    ['__proto__', null],
    ['', null],
  ])('is named by the nodes’ provider %s where nothing else tells', (providerID, name) => {
    expect(servedBy({ ...balanced({}), nodes: [{}, { ...n1, spec: { providerID } }] })).toBe(name);
  });
});
