import { describe, expect, test } from 'vitest';
import { type Cluster, mapOf, n1, served, told } from './map-samples.ts';
import { endpoint, node, pod, service, slice } from './world-samples.ts';

const open = 'open';

describe('a cluster IP', () => {
  const inside =
    'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.';

  test('answers inside the cluster, at an address of each family', () => {
    const clusterIPs = ['10.96.0.7', 'fd00::7'];
    expect(told('clusterIp', served({ clusterIPs }))).toEqual([
      `http 80/TCP | http://10.96.0.7 http://[fd00::7] | ${inside}`,
    ]);
  });

  test('is known where an old cluster writes only the first address', () => {
    const { clusterIP, ports } = service('web').spec ?? {};
    const old = { metadata: { name: 'web' }, spec: { clusterIP: clusterIP ?? '', ports: ports ?? [] } };
    expect(told('clusterIp', { ...served(), services: [old] })).toEqual([
      `http 80/TCP | http://10.96.0.7 | ${inside}`,
    ]);
  });

  test.each([
    ['a headless service', { clusterIP: 'None', clusterIPs: ['None'] }],
    ['an outside name', { type: 'ExternalName', externalName: 'db.example.org' }],
    ['a service that has none yet', { clusterIP: '', clusterIPs: [''] }],
  ])('%s has none', (_, spec) => {
    expect(told('clusterIp', served(spec))).toEqual([]);
  });

  test('shows TCP and UDP on one port number as two ways', () => {
    const ports = [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      { name: 'sig', port: 53, protocol: 'SCTP' },
    ];
    const cluster = {
      target: 'svc/dns',
      services: [service('dns', { ports })],
      slices: [slice('dns', [endpoint('dns-1')], [{ name: 'dns', port: 53, protocol: 'UDP' }])],
    };
    const missing = (name: string) =>
      `broken: Port ${name} of service dns leads to port 53, which none of its ready pods has.`;
    expect(told('clusterIp', cluster)).toEqual([
      `dns 53/UDP | 10.96.0.7:53 | ${inside}`,
      `dns-tcp 53/TCP | 10.96.0.7:53 | ${missing('dns-tcp')}`,
      `sig 53/SCTP | 10.96.0.7:53 | ${missing('sig')}`,
    ]);
  });
});

describe('behind a service', () => {
  const why = (slices: Cluster['slices'], spec = {}) =>
    told('clusterIp', { ...served(spec), ...(slices !== undefined && { slices }) })[0]?.split(' | ')[2];

  test.each([
    ['nobody', [], 'broken: Service web has no pods. Check its selector, and that they are scaled up.'],
    [
      'an empty slice',
      [{ ...slice('web', []), endpoints: null, ports: null }],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'a slice that says nothing',
      [{ metadata: { labels: { 'kubernetes.io/service-name': 'web' } } }],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'slices of others',
      [slice('other', [endpoint('x')])],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'only pods on their way out',
      [slice('web', [endpoint('a', { ready: false, terminating: true })])],
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ],
    [
      'unready pods, each in a slice for both families',
      [
        slice('web', [endpoint('a', { ready: false }), endpoint('b', { ready: false })]),
        slice('web', [endpoint('a', { ready: false }), endpoint('b', { ready: false })]),
      ],
      'broken: None of the 2 pods of service web is ready.',
    ],
    [
      'ready pods without that port',
      [slice('web', [endpoint('a')], [])],
      'broken: Port http of service web leads to port http, which none of its ready pods has.',
    ],
    [
      'ready pods with a port of another name',
      [slice('web', [endpoint('a')], [{ name: 'metrics', port: 8080, protocol: 'TCP' }])],
      'broken: Port http of service web leads to port http, which none of its ready pods has.',
    ],
    [
      'ready pods with a port of that name for another protocol',
      [slice('web', [endpoint('a')], [{ name: 'http', port: 8080, protocol: 'UDP' }])],
      'broken: Port http of service web leads to port http, which none of its ready pods has.',
    ],
    [
      'pods of which one has the port',
      [slice('web', [endpoint('a')], []), slice('web', [endpoint('b')])],
      'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
    ],
    [
      'endpoints that say nothing, which is ready',
      [slice('web', [{}])],
      'inside: Only nodes and pods of the cluster reach this address. A forward leads to it from here.',
    ],
    [
      'slices that nobody may read',
      null,
      'unknown: EndpointSlices could not be read, so nobody knows whether anything answers behind port 80.',
    ],
  ])('%s', (_, slices, expected) => {
    expect(why(slices)).toBe(expected);
  });

  test('a service without selector and endpoints says that nobody has given it any', () => {
    expect(why([], { selector: {} })).toBe(
      'broken: Service web selects no pods, and nobody has given it endpoints.',
    );
  });

  test('pods that are published before they are ready count, in their slices ready', () => {
    expect(why([slice('web', [endpoint('a', { ready: true })])], { publishNotReadyAddresses: true })).toMatch(
      /^inside/,
    );
  });
});

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

describe('an external IP', () => {
  const note = 'The cluster answers there, but somebody else has to lead this address to its nodes.';

  test('answers for each port', () => {
    expect(told('externalIp', served({ externalIPs: ['198.51.100.1', '2001:db8::1'] }))).toEqual([
      `http 80/TCP | http://198.51.100.1 http://[2001:db8::1] | ${open} | ${note}`,
    ]);
  });

  test('with externalTrafficPolicy Local needs a node with a pod', () => {
    expect(
      told('externalIp', served({ externalIPs: ['198.51.100.1'], externalTrafficPolicy: 'Local' })),
    ).toEqual([
      `http 80/TCP | http://198.51.100.1 | ${open} | ${note} | Only nodes with a ready pod answer (externalTrafficPolicy: Local).`,
    ]);
  });

  test('of a headless service is answered by nobody', () => {
    const headless = { externalIPs: ['198.51.100.1'], clusterIP: 'None', clusterIPs: ['None'] };
    expect(told('externalIp', served(headless))).toEqual([
      `http 80/TCP | http://198.51.100.1 | broken: No node answers there: the service is headless. Give it a cluster IP. | ${note}`,
    ]);
  });

  test('of an outside name means nothing', () => {
    expect(
      told(
        'externalIp',
        served({ type: 'ExternalName', externalName: 'x.org', externalIPs: ['198.51.100.1'] }),
      ),
    ).toEqual([]);
  });
});

describe('an external name', () => {
  const named = (externalName: string, ports: object[] = []) =>
    told('externalName', served({ type: 'ExternalName', externalName, ports, clusterIPs: [] }));

  test('leads outside, at each port', () => {
    const note = 'The service only stands for the name db.example.org, which leads out of the cluster.';
    expect(named('db.example.org.', [{ name: 'https', port: 443 }, { port: 5432 }])).toEqual([
      `https 443/TCP | https://db.example.org | ${open} | ${note}`,
      `5432/TCP | db.example.org:5432 | ${open} | ${note}`,
    ]);
  });

  test('without a port says so', () => {
    expect(named('db.example.org')).toEqual([
      'no port |  | unknown: The service only stands for the name db.example.org and says no port.',
    ]);
  });

  test.each(['db.prod.svc', 'db.prod.svc.cluster.local.', 'kubernetes.cluster.local'])(
    'that is another service, %s, stays inside',
    (name) => {
      const shown = name.replace(/\.$/, '');
      expect([named(name), named(name, [{ port: 5432 }])]).toEqual([
        [
          `no port |  | inside: The service stands for ${shown}, which only the cluster’s own DNS knows. Look for the ways in to that service.`,
        ],
        [
          `5432/TCP | ${shown}:5432 | inside: The service stands for ${shown}, which only the cluster’s own DNS knows. Look for the ways in to that service.`,
        ],
      ]);
    },
  );

  test.each(['svc.example.org', 'web.eu.svc.example.org'])(
    'that only looks like one, %s, leads outside',
    (name) => {
      expect(named(name, [{ port: 5432 }])[0]).toContain('| open |');
    },
  );

  test('has no other way in', () => {
    expect(
      mapOf(served({ type: 'ExternalName', externalName: 'x.org', clusterIPs: [] })).routes.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['externalName']);
  });

  test('of no name is nothing', () => {
    expect(named('')).toEqual([]);
  });
});
