import { describe, expect, it } from 'vitest';
import type { EntryObject, ServiceObject } from '../../../src-main/engine/kube/kube-objects.ts';
import { ingressRoutes } from '../../../src-main/engine/routes/ingress/ingress.ts';
import type { RouteWorld, Subject } from '../../../src-main/engine/routes/world.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { addressText, Route } from '../../../src-main/shared/route.ts';
import { read, refused, unread, webService, webSubject, worldWith } from './world-samples.ts';

const nginx: EntryObject = { metadata: { name: 'nginx' }, spec: { controller: 'k8s.io/ingress-nginx' } };
const web = { service: { name: 'web', port: { name: 'http' } } };
const tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];
const redirects = message('ingress.plainRedirects');

/** An Ingress of class `nginx` at 192.0.2.1, as its class's controller has it served. */
function ingress(
  spec: Readonly<Record<string, unknown>>,
  {
    name = 'shop',
    createdAt = '2026-01-01T00:00:00Z',
    annotations = {},
    at = ['192.0.2.1'] as string[],
  } = {},
): EntryObject {
  return {
    metadata: { namespace: 'shop', name, creationTimestamp: createdAt, annotations },
    spec: { ingressClassName: 'nginx', ...spec },
    status: { loadBalancer: { ingress: at.map((ip) => ({ ip })) } },
  };
}

function rule(
  host: string | undefined,
  path = '/',
  { pathType = 'Prefix', backend = web }: { pathType?: string; backend?: unknown } = {},
) {
  return { ...(host !== undefined && { host }), http: { paths: [{ path, pathType, backend }] } };
}

function routes(
  ingresses: readonly EntryObject[],
  world: Parameters<typeof worldWith>[0] = {},
  subject: Subject = webSubject,
): Route[] {
  const { entries, ...rest } = world;
  return ingressRoutes(
    subject,
    worldWith({
      ...rest,
      entries: { ingresses: read(...ingresses), ingressClasses: read(nginx), ...entries },
    }),
  );
}

/** Addresses as one writes them, with where they are found. */
function places(found: readonly Route[]) {
  return found.flatMap(({ access }) =>
    access.by === 'network' ? access.addresses.map((each) => [addressText(each), ...each.entries]) : [],
  );
}

const states = (found: readonly Route[]) => found.map(({ state }) => state);
const notes = (found: readonly Route[]) => found.flatMap((route) => route.notes);

/** The service of a controller, `nginx` unless told. */
function controller(
  spec: ServiceObject['spec'],
  status: ServiceObject['status'] = {},
): RouteWorld['allServices'] {
  const selector = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
  const ports = [
    { name: 'http', port: 80, nodePort: 30080 },
    { name: 'https', port: 443, nodePort: 30443 },
  ];
  return read({ metadata: { namespace: 'ingress', name: 'it' }, spec: { selector, ports, ...spec }, status });
}

describe('an Ingress that leads to a service', () => {
  it('is a way in by host and path, where its status says', () => {
    const found = routes([ingress({ tls, rules: [rule('shop.example.com', '/shop')] })]);
    expect(found).toEqual([
      {
        key: 'ingress/shop/web/80',
        kind: 'ingress',
        opener: { kind: 'Ingress', namespace: 'shop', name: 'shop' },
        servedBy: 'nginx',
        serving: [],
        service: 'web',
        port: { name: 'http', port: 80, protocol: 'TCP' },
        access: {
          by: 'network',
          addresses: [
            {
              scheme: 'https',
              host: 'shop.example.com',
              port: 443,
              path: '/shop',
              isPattern: false,
              entries: ['192.0.2.1'],
              node: null,
            },
          ],
        },
        state: { state: 'open' },
        notes: [redirects],
      },
    ]);
    expect(found.map((each) => Route.parse(each))).toEqual(found);
  });

  it('is the same way in the shape of the groups before networking.k8s.io/v1', () => {
    const paths = [{ path: '/shop', backend: { serviceName: 'web', servicePort: 80 } }];
    const old = ingress(
      { ingressClassName: undefined, tls, rules: [{ host: 'shop.example.com', http: { paths } }] },
      { annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    );
    const now = ingress({ tls, rules: [rule('shop.example.com', '/shop')] });
    expect(routes([old])).toEqual(routes([now]));
  });

  it.each([
    { how: 'by name', servicePort: 'http' },
    { how: 'by number', servicePort: 80 },
    { how: 'by a number in quotes', servicePort: '80' },
  ])('names its port in the old shape $how', ({ servicePort }) => {
    const backend = { serviceName: 'web', servicePort };
    expect(routes([ingress({ rules: [rule('a.example', '/', { backend })] })])[0]?.port?.port).toBe(80);
  });

  it('has an address for each host, path, and address of its status, also of IPv6 and by name', () => {
    const its = ingress({ tls, rules: [rule('shop.example.com'), rule('a.example', '/b')] });
    const status = { loadBalancer: { ingress: [{ ip: '2001:db8::1' }, { hostname: 'lb.example.com' }, {}] } };
    expect(places(routes([{ ...its, status }]))).toEqual([
      ['https://shop.example.com/', '2001:db8::1', 'lb.example.com'],
      ['http://a.example/b', '2001:db8::1', 'lb.example.com'],
    ]);
  });

  it('without a host answers at its addresses by themselves', () => {
    const at = ['192.0.2.1', '2001:db8::1'];
    expect(places(routes([ingress({ rules: [rule(undefined), rule('', '/b')] }, { at })]))).toEqual([
      ['http://192.0.2.1/'],
      ['http://[2001:db8::1]/'],
      ['http://192.0.2.1/b'],
      ['http://[2001:db8::1]/b'],
    ]);
  });

  it.each([
    ['its own', ['shop.example.com'], 'https'],
    ['a wildcard', ['*.example.com'], 'https'],
    ['none named, so any', [], 'https'],
    ['another', ['other.example.com'], 'http'],
    ['a wildcard of more than one label', ['*.com'], 'http'],
    ['one that is no name', [' '], 'http'],
  ])('has TLS by %s', (_which, hosts, scheme) => {
    const found = routes([ingress({ tls: [{ hosts }], rules: [rule('shop.example.com')] })]);
    expect(places(found)).toEqual([[`${scheme}://shop.example.com/`, '192.0.2.1']]);
  });

  it('passes TLS on where it is told to, and then asks by no path', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' };
    const its = ingress(
      { rules: [rule('db.example.com', '/a'), rule('db.example.com', '/b')] },
      { annotations },
    );
    expect(routes([its])[0]?.access).toMatchObject({
      addresses: [{ scheme: 'tls', host: 'db.example.com', port: 443, path: null, isPattern: false }],
    });
  });

  it.each([
    ['*.example.com', '/', 'Prefix', {}, true],
    ['a.example', '/shop/(.*)', 'ImplementationSpecific', {}, true],
    ['a.example', '/shop/(.*)', undefined, {}, true],
    ['a.example', '/shop', 'ImplementationSpecific', {}, false],
    ['a.example', '/shop/(.*)', 'Prefix', {}, false],
    ['a.example', '/shop/(.*)', 'Prefix', { 'nginx.ingress.kubernetes.io/use-regex': 'true' }, true],
    ['a.example', '/a.b', 'Exact', { 'nginx.ingress.kubernetes.io/use-regex': 'true' }, false],
    ['a.example', 'shop', 'ImplementationSpecific', {}, true],
    ['a.example', '', 'ImplementationSpecific', {}, false],
  ])('of %s%s (%s, %j) stands for many: %s', (host, path, pathType, annotations, isPattern) => {
    const paths = [{ path, pathType, backend: web }];
    const found = routes([ingress({ rules: [{ host, http: { paths } }] }, { annotations })]);
    expect(found[0]?.access).toMatchObject({ addresses: [{ host, path: path || '/', isPattern }] });
  });

  it('has a route for each port, and one way for what leads to the same', () => {
    const service = {
      ...webService,
      spec: {
        ...webService.spec,
        ports: [
          { name: 'http', port: 80 },
          { name: 'admin', port: 81 },
        ],
      },
    };
    const subject = { ...webSubject, services: [{ service, slices: [], own: null }] };
    const admin = { service: { name: 'web', port: { number: 81 } } };
    const byNumber = { service: { name: 'web', port: { number: 80 } } };
    const its = ingress({
      rules: [
        rule('a.example'),
        rule('b.example', '/', { backend: byNumber }),
        rule('c.example', '/', { backend: admin }),
      ],
    });
    const found = routes([its], {}, subject);
    expect(
      found.map(({ key, access }) => [key, access.by === 'network' ? access.addresses.length : 0]),
    ).toEqual([
      ['ingress/shop/web/80', 2],
      ['ingress/shop/web/81', 1],
    ]);
  });

  it('is none where it leads to another service, to no service, or nowhere', () => {
    const resource = { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } };
    const other = { service: { name: 'other', port: { number: 80 } } };
    const rules = [rule('a.example', '/', { backend: resource }), rule('b.example', '/', { backend: other })];
    expect(routes([ingress({ rules }), ingress({ defaultBackend: resource }), ingress({}), {}])).toEqual([]);
  });

  it('is broken where no pod is ready', () => {
    const subject = { ...webSubject, services: [{ service: webService, slices: [], own: null }] };
    expect(states(routes([ingress({ rules: [rule('a.example')] })], {}, subject))).toEqual([
      { state: 'broken', why: message('ways.noPods', { service: 'web' }) },
    ]);
  });

  it.each([
    [{ name: 'web', port: { name: 'grpc' } }, 'grpc'],
    [{ name: 'web', port: { number: 8080 } }, 8080],
    [{ name: 'web' }, null],
  ])('is broken where its backend is %j', (service, port) => {
    const [found] = routes([ingress({ rules: [rule('a.example', '/', { backend: { service } })] })]);
    expect([found?.port, found?.state]).toEqual([
      null,
      { state: 'broken', why: message('ingress.portMissing', { ingress: 'shop', service: 'web', port }) },
    ]);
  });

  it('leads on by a service that stands for a name outside, by whatever port', () => {
    const spec = { type: 'ExternalName', externalName: 'a.example', ports: [{ name: 'http', port: 80 }] };
    const service = { ...webService, spec };
    const backend = { service: { name: 'web', port: { number: 8443 } } };
    const its = ingress({ rules: [rule('a.example'), rule('b.example', '/', { backend })] });
    expect(
      routes([its], {}, { ...webSubject, services: [{ service, slices: [], own: null }] }),
    ).toMatchObject([
      { port: { name: 'http', port: 80 }, state: { state: 'open' } },
      { port: { name: null, port: 8443 }, state: { state: 'open' } },
    ]);
  });
});

describe('a default backend', () => {
  const rest = message('ingress.defaultBackend');

  it.each([
    ['defaultBackend', web],
    ['backend', { serviceName: 'web', servicePort: 'http' }],
  ])('by %s takes what no rule takes', (field, backend) => {
    const found = routes([ingress({ [field]: backend })]);
    expect([places(found), notes(found)]).toEqual([[['http://192.0.2.1/']], [rest]]);
  });

  it('takes hosts that are named without paths, and those that are named for TLS alone', () => {
    const other = { service: { name: 'other', port: { number: 80 } } };
    const found = routes([
      ingress({
        defaultBackend: web,
        tls: [{ hosts: ['tls.example', '*.wild.example', 'ruled.example', '<b>'] }],
        rules: [{ host: 'bare.example' }, rule('ruled.example', '/', { backend: other })],
      }),
    ]);
    expect(places(found)).toEqual([
      ['http://192.0.2.1/'],
      ['http://bare.example/', '192.0.2.1'],
      ['https://tls.example/', '192.0.2.1'],
      ['https://*.wild.example/', '192.0.2.1'],
    ]);
  });
});

describe('an Ingress without an address', () => {
  const its = ingress({ tls, rules: [rule('shop.example.com'), rule('a.example')] }, { at: [] });

  it('is reached where its controller listens, at node ports', () => {
    const found = routes([its], { allServices: controller({ type: 'NodePort' }) });
    expect([places(found), states(found), notes(found)]).toEqual([
      [
        ['https://shop.example.com:30443/', '10.0.0.1', '10.0.0.2', 'fd00::2'],
        ['http://a.example:30080/', '10.0.0.1', '10.0.0.2', 'fd00::2'],
      ],
      [{ state: 'open' }],
      [message('ingress.addressOfController'), redirects],
    ]);
  });

  it('is reached at the load balancer of its controller', () => {
    const status = { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } };
    const found = routes([its], { allServices: controller({ type: 'LoadBalancer' }, status) });
    expect(places(found)).toEqual([
      ['https://shop.example.com/', 'lb.example.com'],
      ['http://a.example/', 'lb.example.com'],
    ]);
  });

  it('waits for one where nothing tells where its controller listens, and its names may be tried', () => {
    const found = routes([its]);
    expect([places(found), states(found)]).toEqual([
      [['https://shop.example.com/'], ['http://a.example/']],
      [
        {
          state: 'waiting',
          since: Date.parse('2026-01-01T00:00:00Z'),
          why: message('ingress.withoutAddress', { name: 'nginx' }),
        },
      ],
    ]);
  });

  it.each([unread<ServiceObject>(), { ...read<ServiceObject>(), elsewhere: refused }])(
    'is unknown where the services of its controller may not be read',
    (allServices) => {
      expect(states(routes([its], { allServices }))).toEqual([
        { state: 'unknown', why: message('entrance.unread') },
      ]);
    },
  );

  it('is unknown where its controller listens for nothing of what it asks for', () => {
    const ports = [{ name: 'http', port: 80, nodePort: 30080 }];
    const secured = ingress({ tls, rules: [rule('shop.example.com')] }, { at: [] });
    const found = routes([secured], { allServices: controller({ type: 'NodePort', ports }) });
    expect(states(found)).toEqual([{ state: 'unknown', why: message('ingress.noPort') }]);
  });
});

describe('the address of an Ingress’s status', () => {
  const rules = [rule('a.example')];

  it('is asked at the node port of its controller where it is a node’s', () => {
    const found = routes([ingress({ rules }, { at: ['10.0.0.2'] })], {
      allServices: controller({ type: 'NodePort' }),
    });
    expect(places(found)).toEqual([['http://a.example:30080/', '10.0.0.2']]);
  });

  it('is asked at the port of its controller’s service where it is that one’s', () => {
    const ports = [{ name: 'http', port: 8000 }];
    const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
    const found = routes([ingress({ rules }, { at: ['192.0.2.1', '192.0.2.9'] })], {
      allServices: controller({ type: 'LoadBalancer', ports }, status),
    });
    expect(places(found)).toEqual([
      ['http://a.example:8000/', '192.0.2.1'],
      ['http://a.example/', '192.0.2.9'],
    ]);
  });

  it('is told to be inside where it is a cluster IP', () => {
    const allServices = controller({ type: 'ClusterIP', clusterIP: '10.96.0.7' });
    expect(states(routes([ingress({ rules }, { at: ['10.96.0.7'] })], { allServices }))).toEqual([
      { state: 'inside', why: message('ingress.insideOnly') },
    ]);
  });

  it('gives way to node ports where it is a cluster IP', () => {
    const allServices = controller({ type: 'NodePort', clusterIPs: ['10.96.0.7'] });
    expect(places(routes([ingress({ rules }, { at: ['10.96.0.7'] })], { allServices }))).toEqual([
      ['http://a.example:30080/', '10.0.0.1', '10.0.0.2', 'fd00::2'],
    ]);
  });
});

describe('the class of an Ingress', () => {
  const rules = [rule('a.example')];
  const bare = { rules, ingressClassName: undefined };
  const old = { 'kubernetes.io/ingress.class': 'nginx' };
  const told = (found: readonly Route[]) =>
    found.map(({ servedBy, state, notes }) => [servedBy, state.state, notes]);
  const missing = message('ingress.classMissing', { name: 'gone' });

  it('may be in the annotation, with or without such a class', () => {
    const its = ingress(bare, { annotations: old });
    const without = { entries: { ingressClasses: read<EntryObject>() } };
    expect([told(routes([its])), told(routes([its], without))]).toEqual([
      [['nginx', 'open', []]],
      [['nginx', 'open', []]],
    ]);
  });

  it('by annotation alone tells its controller by the usual name', () => {
    const found = routes([ingress(bare, { annotations: old, at: [] })], {
      entries: { ingressClasses: { state: 'absent' } },
      allServices: controller({ type: 'NodePort' }),
    });
    expect(places(found)[0]?.[0]).toBe('http://a.example:30080/');
  });

  it('is the default one where it names none, and that is said', () => {
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const ingressClasses = read({ ...nginx, metadata: { name: 'usual', annotations } });
    expect(told(routes([ingress(bare)], { entries: { ingressClasses } }))).toEqual([
      ['usual', 'open', [message('ingress.defaultClass', { name: 'usual' })]],
    ]);
  });

  it('is none: served where it has an address, else it is said what is missing', () => {
    expect([told(routes([ingress(bare)])), states(routes([ingress(bare, { at: [] })]))]).toEqual([
      [[null, 'open', []]],
      [{ state: 'unknown', why: message('ingress.noClass') }],
    ]);
  });

  it('is not there: broken, or unknown where something has served it', () => {
    const gone = { rules, ingressClassName: 'gone' };
    expect(states(routes([ingress(gone, { at: [] }), ingress(gone, { name: 'served' })]))).toEqual([
      { state: 'unknown', why: missing },
      { state: 'broken', why: missing },
    ]);
  });

  it('may not be read, which is not the same as not being there', () => {
    const entries = { ingressClasses: unread<EntryObject>() };
    expect(
      told(routes([ingress({ rules }), ingress({ rules }, { name: 'without', at: [] })], { entries })),
    ).toEqual([
      ['nginx', 'open', [message('ingress.classesUnread')]],
      ['nginx', 'unknown', [message('ingress.classesUnread')]],
    ]);
  });

  it('is shown without what cannot be seen, and cut', () => {
    const hostile = ingress(bare, {
      annotations: { 'kubernetes.io/ingress.class': `\u001b[31m\u202E${'x'.repeat(500)}` },
    });
    expect(routes([hostile])[0]?.servedBy).toBe(`[31m${'x'.repeat(59)}`);
  });
});

describe('Ingresses that claim the same place', () => {
  const other = { service: { name: 'other', port: { number: 80 } } };
  const rival = (createdAt: string, more = {}) =>
    ingress({ rules: [rule('a.example', '/', { backend: other })] }, { name: 'rival', createdAt, ...more });
  const own = ingress(
    { rules: [rule('b.example'), rule('a.example')] },
    { createdAt: '2026-02-01T00:00:00Z' },
  );
  const place = { other: 'rival', place: 'a.example/' };

  it.each([
    ['2026-01-01T00:00:00Z', 'rival'],
    ['2026-03-01T00:00:00Z', 'shop'],
  ])('are told, and that ingress-nginx serves the older one (%s)', (createdAt, older) => {
    expect(notes(routes([own, rival(createdAt)]))).toEqual([
      message('ingress.conflictServed', { ...place, older }),
    ]);
  });

  it('are told without more where they are equally old', () => {
    expect(notes(routes([own, rival('2026-02-01T00:00:00Z')]))).toEqual([
      message('ingress.conflict', { ...place, older: null }),
    ]);
  });

  it('are told without a winner where the controller is another', () => {
    const ingressClasses = read({
      metadata: { name: 'nginx' },
      spec: { controller: 'nginx.org/ingress-controller' },
    });
    expect(notes(routes([own, rival('2026-01-01T00:00:00Z')], { entries: { ingressClasses } }))).toEqual([
      message('ingress.conflict', { ...place, older: 'rival' }),
    ]);
  });

  it.each([
    ['of another class', { ...rival('2026'), spec: { ...rival('2026').spec, ingressClassName: 'edge' } }],
    ['for the same service', ingress({ rules: [rule('a.example')] }, { name: 'same' })],
    [
      'for exactly this path',
      ingress({ rules: [rule('a.example', '/', { pathType: 'Exact', backend: other })] }, { name: 'exact' }),
    ],
    ['as a canary', rival('2026', { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } })],
  ])('are none where one is %s', (_which, each) => {
    expect(notes(routes([own, each]))).toEqual([]);
  });

  it('are none for a canary, which takes part of them on purpose', () => {
    const canary = {
      ...own,
      metadata: { ...own.metadata, annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } },
    };
    expect(notes(routes([canary, rival('2026')]))).toEqual([]);
  });
});

describe('what is too much or not as it should be', () => {
  it('tells so many addresses, and how many more there are', () => {
    const rules = Array.from({ length: 5_000 }, (_, index) => rule(`host-${String(index)}.example`));
    const found = routes([ingress({ rules })]);
    expect([places(found).length, notes(found)]).toEqual([
      100,
      [message('entrance.moreAddresses', { more: 4_900 })],
    ]);
  });

  it('tells so many Ingresses, and how many more there are', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      ingress({ rules: [rule(`host-${String(index)}.example`)] }, { name: `ingress-${String(index)}` }),
    );
    const found = routes(many);
    expect([found.length, notes(found)]).toEqual([200, [message('ingress.moreIngresses', { more: 800 })]]);
  });

  it.each([
    ['a rule that is no object', ['no rule', rule('a.example')], 1],
    [
      'a host that is no name',
      [rule('a.example'), rule('<b>'), rule('x'.repeat(300)), rule('a..b\u001b[2J')],
      3,
    ],
    ['a path that is no text', [rule('a.example'), rule('b.example', 7 as unknown as string)], 1],
    ['a path without end', [rule('a.example'), rule('b.example', `/${'x'.repeat(3_000)}`)], 1],
    [
      'a backend that is none',
      [
        rule('a.example'),
        rule('b.example', '/', { backend: { service: 'web' } }),
        rule('c.example', '/', { backend: null }),
      ],
      2,
    ],
    [
      'a port with a sentence',
      [
        rule('a.example'),
        rule('b.example', '/', { backend: { serviceName: 'web', servicePort: 'click here' } }),
      ],
      1,
    ],
  ])('counts %s', (_what, rules, odd) => {
    const found = routes([ingress({ rules })]);
    expect([places(found), notes(found)]).toEqual([
      [['http://a.example/', '192.0.2.1']],
      [message('ingress.oddRules', { odd })],
    ]);
  });

  it('writes what cannot be seen in a path as a URL does', () => {
    const found = routes([ingress({ rules: [rule('a.example', '/a b\u001b[31m\u202E\uD800')] })]);
    expect(places(found)[0]?.[0]).toBe('http://a.example/a%20b%1B[31m%E2%80%AE\uFFFD');
  });

  it.each([
    [{ rules: 'all', tls: {}, defaultBackend: web }],
    [{ rules: { length: 3 }, tls: [null, { hosts: 'all' }], defaultBackend: web }],
    [{ rules: [{}, { http: null }, { host: null }], tls: null, ingressClassName: 7, defaultBackend: web }],
  ])('reads what it can of %j', (spec) => {
    expect(places(routes([ingress(spec)]))).toEqual([['http://192.0.2.1/']]);
  });

  it.each([
    [undefined],
    [{ loadBalancer: null }],
    [{ loadBalancer: { ingress: 'all' } }],
    [
      {
        loadBalancer: {
          ingress: [
            null,
            7,
            { ip: 7 },
            { ip: 'javascript:alert(1)' },
            { hostname: '*.example.com' },
            { hostname: 'a b' },
          ],
        },
      },
    ],
  ])('takes no address from the status %j', (status) => {
    const its = { ...ingress({ rules: [rule('a.example')] }), status } as EntryObject;
    expect(states(routes([its]))).toMatchObject([{ state: 'waiting' }]);
  });
});
