import { describe, expect, it } from 'vitest';
import { say } from '../../../../src-main/shared/language/message.ts';
import { read, refused, unread } from '../world-samples.ts';
import { condition, gateway, listener, route, routesIn, told, toldOf } from './gateway-samples.ts';

const https = listener({ name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate' } });

describe('an HTTPRoute', () => {
  it('is a way by its host, at the address of its gateway', () => {
    expect(
      routesIn({ httpRoutes: read(route()) }).map(({ notes, ...rest }) => ({
        ...rest,
        notes: notes.map((note) => say('en', note)),
      })),
    ).toEqual([
      {
        key: 'gateway/HTTPRoute/shop/web/Gateway infra/public/web/80',
        kind: 'gateway',
        opener: { kind: 'HTTPRoute', namespace: 'shop', name: 'web' },
        servedBy: 'example',
        serving: [],
        service: 'web',
        port: { name: 'http', port: 80, protocol: 'TCP' },
        access: {
          by: 'network',
          addresses: [
            {
              scheme: 'http',
              host: 'shop.example.com',
              port: 80,
              path: '/',
              isPattern: false,
              entries: ['192.0.2.10'],
              node: null,
            },
          ],
        },
        state: { state: 'open' },
        notes: ['Comes in through Gateway infra/public, which example.net/gateways serves.'],
      },
    ]);
  });

  it('has an address for each listener, host and path, and those of the gateway where nothing names a host', () => {
    const matches = [
      { path: { type: 'PathPrefix', value: '/cart' } },
      { path: { type: 'Exact', value: '/pay' } },
      { path: { type: 'RegularExpression', value: '/item/[0-9]+' } },
    ];
    const rules = [{ matches, backendRefs: [{ name: 'web', port: 80 }] }];
    const addresses = [
      { type: 'IPAddress', value: '192.0.2.10' },
      { value: 'fd00::10' },
      { type: 'Hostname', value: 'lb.example.net' },
      { type: 'NamedAddress', value: 'corner' },
    ];
    const gateways = read(gateway({ listeners: [listener(), https], status: { addresses } }));
    expect([
      toldOf(route({ hostnames: ['shop.example.com', '*.shops.example.com'], rules }), { gateways }),
      toldOf(route({ hostnames: [] }), { gateways }),
    ]).toEqual([
      [
        [
          'http http://shop.example.com/cart at 192.0.2.10, fd00::10, lb.example.net',
          'http http://shop.example.com/pay at 192.0.2.10, fd00::10, lb.example.net',
          'http http://shop.example.com/item/[0-9]+ (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'http http://*.shops.example.com/cart (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'http http://*.shops.example.com/pay (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'http http://*.shops.example.com/item/[0-9]+ (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'https https://shop.example.com/cart at 192.0.2.10, fd00::10, lb.example.net',
          'https https://shop.example.com/pay at 192.0.2.10, fd00::10, lb.example.net',
          'https https://shop.example.com/item/[0-9]+ (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'https https://*.shops.example.com/cart (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'https https://*.shops.example.com/pay (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'https https://*.shops.example.com/item/[0-9]+ (pattern) at 192.0.2.10, fd00::10, lb.example.net',
          'open',
        ],
      ],
      [
        [
          'http http://192.0.2.10/ at itself',
          'http http://[fd00::10]/ at itself',
          'http http://lb.example.net/ at itself',
          'https https://192.0.2.10/ at itself',
          'https https://[fd00::10]/ at itself',
          'https https://lb.example.net/ at itself',
          'open',
        ],
      ],
    ]);
  });

  it('takes the more specific of the hosts that it and a listener name', () => {
    const hosts = ['*.example.com', 'shop.example.com'];
    expect([
      toldOf(route(), { gateways: read(gateway({ listeners: [listener({ hostname: '*.example.com' })] })) }),
      toldOf(route({ hostnames: hosts }), {
        gateways: read(gateway({ listeners: [listener({ hostname: 'SHOP.example.com' })] })),
      }),
      toldOf(route({ hostnames: [] }), {
        gateways: read(gateway({ listeners: [listener({ hostname: '*.example.com' })] })),
      }),
      toldOf(route(), { gateways: read(gateway({ listeners: [listener({ hostname: 'example.com' })] })) }),
    ]).toEqual([
      [['http http://shop.example.com/ at 192.0.2.10', 'open']],
      [['http http://shop.example.com/ at 192.0.2.10', 'open']],
      [['http http://*.example.com/ (pattern) at 192.0.2.10', 'open']],
      [
        [
          'broken: No host of this route is one that Gateway infra/public takes. Compare the hostnames of the route and of the listeners.',
        ],
      ],
    ]);
  });

  it('comes in only through the listener that its reference names, by name or by port', () => {
    const gateways = read(gateway({ listeners: [listener(), https] }));
    const through = (ref: object) =>
      toldOf(route({ parentRefs: [{ namespace: 'infra', name: 'public', ...ref }] }), { gateways });
    expect([
      through({ sectionName: 'https' }),
      through({ port: 80 }),
      through({ sectionName: 'https', port: 80 }),
    ]).toEqual([
      [['https https://shop.example.com/ at 192.0.2.10', 'open']],
      [['http http://shop.example.com/ at 192.0.2.10', 'open']],
      [['broken: Gateway infra/public has no listener https on port 80. Correct the route’s parentRefs.']],
    ]);
  });

  it('is one way for each gateway and each port, whatever the number of its references and rules', () => {
    const parentRefs = [
      { namespace: 'infra', name: 'public', sectionName: 'http' },
      { namespace: 'infra', name: 'public', sectionName: 'https' },
      { name: 'own', kind: 'Gateway', group: 'gateway.networking.k8s.io' },
    ];
    const rules = [
      { matches: [{ path: { value: '/a' } }], backendRefs: [{ name: 'web', port: 80 }] },
      { matches: [{ path: { value: '/b' } }], backendRefs: [{ name: 'web', port: 80 }] },
      { matches: [{ path: { value: '/c' } }], backendRefs: [{ name: 'web', port: 8080 }] },
    ];
    const own = { ...gateway(), metadata: { namespace: 'shop', name: 'own' } };
    const found = routesIn({
      gateways: read(gateway({ listeners: [listener(), https] }), own),
      httpRoutes: read(route({ parentRefs, rules })),
    });
    expect(
      found.map(({ key, access, state }) => [
        key,
        access.by === 'network' ? access.addresses.map(({ scheme, path }) => `${scheme} ${path ?? ''}`) : [],
        state.state,
      ]),
    ).toEqual([
      [
        'gateway/HTTPRoute/shop/web/Gateway infra/public/web/80',
        ['http /a', 'http /b', 'https /a', 'https /b'],
        'open',
      ],
      ['gateway/HTTPRoute/shop/web/Gateway infra/public/web/8080', ['http /c', 'https /c'], 'broken'],
      ['gateway/HTTPRoute/shop/web/Gateway shop/own/web/80', ['http /a', 'http /b'], 'open'],
      ['gateway/HTTPRoute/shop/web/Gateway shop/own/web/8080', ['http /c'], 'broken'],
    ]);
  });

  it('tells what else a request needs, unless another match of the path needs nothing', () => {
    const backendRefs = [{ name: 'web', port: 80 }];
    const rules = [
      {
        matches: [
          {
            path: { value: '/api' },
            method: 'POST',
            headers: [{ name: 'version', value: 'v2' }],
            queryParams: [{ name: 'page', value: '1' }],
          },
          { headers: [{ name: 'canary', value: 'yes' }] },
          { path: { value: '/both' }, method: 'PUT' },
        ],
        backendRefs,
      },
      { matches: [{ path: { value: '/both' } }], backendRefs },
    ];
    expect(toldOf(route({ rules }))).toEqual([
      [
        'http http://shop.example.com/api at 192.0.2.10',
        'http http://shop.example.com/ at 192.0.2.10',
        'http http://shop.example.com/both at 192.0.2.10',
        'open',
        'On /api it takes requests with POST, version: v2, ?page=1.',
        'It takes requests with canary: yes.',
      ],
    ]);
  });

  it('tells the share of a backend among others, and that one of weight 0 gets nothing', () => {
    const split = (own: number) => [
      {
        backendRefs: [
          { name: 'web', port: 80, weight: own },
          { name: 'next', port: 80, weight: 9 },
        ],
      },
    ];
    expect([toldOf(route({ rules: split(1) })), toldOf(route({ rules: split(0) }))]).toEqual([
      [
        [
          'http http://shop.example.com/ at 192.0.2.10',
          'open',
          'Only a share of what comes goes here, by weight 1 of 10; the rest goes to other backends.',
        ],
      ],
      [['broken: The route sends nothing to Service web while its weight is 0.']],
    ]);
  });

  it('is no way where it redirects, leads to no service, or hangs on a service of a mesh', () => {
    const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };
    expect([
      toldOf(route({ rules: [{ filters: [redirect] }] })),
      toldOf(route({ rules: [{ filters: [redirect], backendRefs: [{ name: 'web', port: 80 }] }] })),
      toldOf(
        route({
          rules: [
            {
              backendRefs: [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'web', port: 80 }],
            },
          ],
        }),
      ),
      toldOf(route({ rules: [{ backendRefs: [{ group: 'net.example.com', name: 'web', port: 80 }] }] })),
      toldOf(route({ rules: [{ backendRefs: [{ kind: 'Bucket', name: 'web', port: 80 }] }] })),
      toldOf(route({ rules: [{ backendRefs: [{ name: 'web', namespace: 'other', port: 80 }] }] })),
      toldOf(route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })),
      toldOf(route({ parentRefs: [] })),
    ]).toEqual([[], [], [], [], [], [], [], []]);
  });

  it('needs a port of the service', () => {
    const to = (port: unknown) => toldOf(route({ rules: [{ backendRefs: [{ name: 'web', port }] }] }));
    expect([to(undefined), to(81)]).toEqual([
      [
        [
          'http http://shop.example.com/ at 192.0.2.10',
          'broken: The route names no port of Service web. Add port to its backendRef.',
        ],
      ],
      [
        [
          'http http://shop.example.com/ at 192.0.2.10',
          'broken: The route leads to port 81, which Service web does not have.',
        ],
      ],
    ]);
  });
});

it('a route that no listener takes is told what hinders the one that comes nearest', () => {
  const listeners = [
    listener({ name: 'tcp', port: 5432, protocol: 'TCP' }),
    listener({ hostname: 'other.example.com' }),
    listener({ name: 'own', port: 81, allowedRoutes: {} }),
  ];
  expect(toldOf(route(), { gateways: read(gateway({ listeners })) })).toEqual([
    [
      'broken: No host of this route is one that Gateway infra/public takes. Compare the hostnames of the route and of the listeners.',
    ],
  ]);
});

describe('a GRPCRoute, a TLSRoute and a TCPRoute', () => {
  it('are ways by their own protocols, through the listeners that speak them', () => {
    const tls = (name: string, port: number, mode: string) =>
      listener({ name, port, protocol: 'TLS', tls: { mode } });
    const gateways = read(
      gateway({
        listeners: [
          listener(),
          https,
          tls('passed', 8443, 'Passthrough'),
          tls('ended', 9443, 'Terminate'),
          listener({ name: 'tcp', port: 5432, protocol: 'TCP' }),
          listener({ name: 'udp', port: 53, protocol: 'UDP' }),
          listener({ name: 'own', port: 7, protocol: 'example.com/own' }),
        ],
      }),
    );
    const matches = [
      { method: { service: 'cart.Cart', method: 'Add' } },
      { method: { type: 'Exact', service: 'cart.Cart' } },
    ];
    const backendRefs = [{ name: 'web', port: 80 }];
    expect([
      told({ gateways, grpcRoutes: read(route({ rules: [{ matches, backendRefs }] })) }),
      told({ gateways, tlsRoutes: read(route()) }),
      told({ gateways, tcpRoutes: read(route({ hostnames: undefined })) }),
    ]).toEqual([
      [
        [
          'GRPCRoute shop/web to web:80',
          'grpc shop.example.com:80 at 192.0.2.10',
          'grpcs shop.example.com:443 at 192.0.2.10',
          'open',
          'It takes requests with /cart.Cart/Add.',
          'It takes requests with /cart.Cart/*.',
        ],
      ],
      [
        [
          'TLSRoute shop/web to web:80',
          'tls shop.example.com:8443 at 192.0.2.10',
          'tls shop.example.com:9443 at 192.0.2.10',
          'open',
          'The gateway passes TLS through: the certificate is that of the pod, and only the server name chooses it.',
        ],
      ],
      [
        [
          'TCPRoute shop/web to web:80',
          'tls 192.0.2.10:9443 at itself',
          'tcp 192.0.2.10:5432 at itself',
          'open',
        ],
      ],
    ]);
  });

  it('are told where no listener speaks their protocol, or none may take their kind', () => {
    const why = (kind: string) =>
      `broken: No listener of Gateway infra/public that this route names takes a ${kind}. Check its protocol and allowedRoutes.`;
    const kinds = [{ kind: 'GRPCRoute' }, { group: 'other.example.com', kind: 'HTTPRoute' }];
    const only = listener({ allowedRoutes: { namespaces: { from: 'All' }, kinds } });
    const gateways = read(gateway({ listeners: [only] }));
    expect([
      told({ tcpRoutes: read(route()) }).map(([, state]) => state),
      toldOf(route(), { gateways }),
      told({ gateways, grpcRoutes: read(route()) }).map(([, , state]) => state),
    ]).toEqual([[why('TCPRoute')], [[why('HTTPRoute')]], ['open']]);
  });
});

describe('a gateway', () => {
  const hostAddress = 'http http://shop.example.com/ at 192.0.2.10';

  it('takes routes of its own namespace unless it says which others', () => {
    const through = (namespaces: object | undefined, labels: Record<string, string> = {}) =>
      toldOf(
        route(),
        { gateways: read(gateway({ listeners: [listener({ allowedRoutes: { namespaces } })] })) },
        { namespaces: read({ metadata: { name: 'shop', labels } }) },
      )[0]?.at(-1);
    const selector = {
      matchLabels: { team: 'shop' },
      matchExpressions: [{ key: 'env', operator: 'In', values: ['test', 'prod'] }],
    };
    const notTaken =
      'broken: Gateway infra/public takes no routes from namespace shop. Its allowedRoutes have to include it.';
    expect([
      through(undefined),
      through({}),
      through({ from: 'Same' }),
      through({ from: 'None' }),
      through({ from: 'All' }),
      through({ from: 'Selector', selector }, { team: 'shop', env: 'prod' }),
      through({ from: 'Selector', selector }, { team: 'shop' }),
      through({ from: 'Selector', selector: {} }),
      through({ from: 'Selector' }),
      toldOf(route({ parentRefs: [{ name: 'own' }] }), {
        gateways: read({
          ...gateway({ listeners: [listener({ allowedRoutes: {} })] }),
          metadata: { namespace: 'shop', name: 'own' },
        }),
      })[0]?.at(-1),
    ]).toEqual([notTaken, notTaken, notTaken, notTaken, 'open', 'open', notTaken, 'open', notTaken, 'open']);
  });

  it('that chooses namespaces by labels that may not be read is not known to take or refuse', () => {
    const chosen = listener({ allowedRoutes: { namespaces: { from: 'Selector', selector: {} } } });
    expect(
      toldOf(route(), { gateways: read(gateway({ listeners: [chosen] })) }, { namespaces: unread() }),
    ).toEqual([
      [
        'unknown: Gateway infra/public chooses namespaces by their labels, and you may not read those of shop.',
      ],
    ]);
  });

  it('without an address is waited for, with what its controller says of it', () => {
    const waiting = (conditions: object[]) =>
      routesIn({
        httpRoutes: read(route()),
        gateways: read(gateway({ status: { addresses: [], conditions } })),
      }).map(({ access, state }) => [
        access.by === 'network' ? access.addresses.map(({ host, entries }) => [host, entries]) : null,
        state.state === 'waiting' ? [say('en', state.why), state.since] : state.state,
      ]);
    const since = Date.parse('2026-11-29T12:00:00Z');
    expect([
      waiting([condition('Programmed', 'Unknown', 'Pending', 'Waiting for controller')]),
      waiting([condition('Programmed', 'False', 'AddressNotAssigned', 'no pool has a free address')]),
    ]).toEqual([
      [
        [
          [['shop.example.com', []]],
          [
            'Gateway infra/public has no address yet. Check that the cluster runs the controller of its class.',
            since,
          ],
        ],
      ],
      [
        [
          [['shop.example.com', []]],
          ['Gateway infra/public has no address yet. No pool has a free address.', since],
        ],
      ],
    ]);
  });

  it('that listens inside the cluster leads in from there only', () => {
    const at = (type: string, value: string) =>
      toldOf(
        route(),
        { gateways: read(gateway({ status: { addresses: [{ type, value }] } })) },
        { allServices: read({ spec: { clusterIP: '10.96.7.7', clusterIPs: ['10.96.7.7'] } }) },
      )[0]?.at(-1);
    const inside =
      'inside: Gateway infra/public listens inside the cluster only. A forward leads to it from here.';
    expect([
      at('IPAddress', '10.96.7.7'),
      at('Hostname', 'public-istio.infra.svc.cluster.local'),
      at('IPAddress', '10.96.7.8'),
    ]).toEqual([inside, inside, 'open']);
  });

  it('and its class, its listener and the route say what is wrong with them', () => {
    const of = (type: string, status = 'False') => [
      condition(type, status, 'Because', `${type} is ${status}.`),
    ];
    const withStatus = (status: object) => ({ gateways: read(gateway({ status: { ...status } })) });
    const parent = (conditions: object[], ref: object = {}) =>
      route(
        {},
        {
          status: {
            parents: [
              { parentRef: { namespace: 'infra', name: 'public', ...ref }, controllerName: 'x', conditions },
            ],
          },
        },
      );
    const refusedClass = {
      metadata: { name: 'example' },
      spec: { controllerName: 'example.net/gateways' },
      status: { conditions: of('Accepted') },
    };
    expect(
      [
        toldOf(route(), withStatus({ conditions: of('Accepted') })),
        toldOf(route(), withStatus({ conditions: of('Programmed') })),
        toldOf(route(), withStatus({ listeners: [{ name: 'http', conditions: of('Conflicted', 'True') }] })),
        toldOf(route(), withStatus({ listeners: [{ name: 'http', conditions: of('ResolvedRefs') }] })),
        toldOf(route(), withStatus({ listeners: [{ name: 'other', conditions: of('Accepted') }] })),
        toldOf(parent(of('Accepted'))),
        toldOf(parent(of('Accepted'), { sectionName: 'other' })),
        toldOf(parent(of('ResolvedRefs'))),
        toldOf(parent(of('PartiallyInvalid', 'True'))),
        toldOf(route(), { gatewayClasses: read() }),
        toldOf(route(), { gatewayClasses: read(refusedClass) }),
        toldOf(route(), { gatewayClasses: unread() }),
      ].map(([first]) => first?.filter((line) => line !== hostAddress)),
    ).toEqual([
      ['broken: Gateway infra/public does not work. Accepted is False.'],
      ['broken: Gateway infra/public does not work. Programmed is False.'],
      ['broken: Listener http of Gateway infra/public does not work. Conflicted is True.'],
      ['broken: Listener http of Gateway infra/public does not work. ResolvedRefs is False.'],
      ['open'],
      ['broken: Gateway infra/public does not take this route. Accepted is False.'],
      ['open'],
      ['broken: The gateway cannot follow this route. ResolvedRefs is False.'],
      ['open', 'Some of this route does not work. PartiallyInvalid is True.'],
      [
        'broken: Gateway infra/public is of the class example, which does not exist. Create the class, or correct gatewayClassName.',
      ],
      ['broken: The gateway class example is not served. Accepted is False.'],
      ['open'],
    ]);
  });

  it('that cannot follow another backend still leads to this one', () => {
    const rules = [
      { backendRefs: [{ name: 'web', port: 80 }] },
      { backendRefs: [{ name: 'gone', port: 80 }] },
    ];
    const conditions = [condition('ResolvedRefs', 'False', 'BackendNotFound', 'service gone not found')];
    const status = { parents: [{ parentRef: { namespace: 'infra', name: 'public' }, conditions }] };
    expect(toldOf(route({ rules }, { status }))).toEqual([
      [hostAddress, 'open', 'Some of this route does not work. Service gone not found.'],
    ]);
  });

  it('that is missing or may not be read is told as such', () => {
    expect([
      toldOf(route(), { gateways: read() }),
      toldOf(route(), { gateways: unread() }),
      toldOf(route(), { gateways: { state: 'read', items: [], elsewhere: refused } }),
      toldOf(route({ parentRefs: [{ name: 'own' }] }), {
        gateways: { state: 'read', items: [], elsewhere: refused },
      }),
      toldOf(route({ parentRefs: [{ kind: 'ListenerSet', name: 'more' }] })),
    ]).toEqual([
      [['broken: There is no Gateway infra/public. Create it, or correct the route’s parentRefs.']],
      [['unknown: You may not read Gateway infra/public, which decides whether this route works.']],
      [['unknown: You may not read Gateway infra/public, which decides whether this route works.']],
      [['broken: There is no Gateway shop/own. Create it, or correct the route’s parentRefs.']],
      [['unknown: The route hangs on the ListenerSet shop/more, whose listeners are not read here.']],
    ]);
  });
});

describe('a route of another namespace', () => {
  const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' };
  const service = { group: '', kind: 'Service' };
  const edge = route(
    { rules: [{ backendRefs: [{ name: 'web', namespace: 'shop', port: 80 }] }] },
    { namespace: 'edge' },
  );
  const grant = (its: object, to: object) =>
    toldOf(edge, {
      referenceGrants: read({
        metadata: { namespace: 'shop', name: 'edge' },
        spec: { from: [{ ...from, ...its }], to: [to] },
      }),
    })[0]?.[1];

  it('leads to a service only where a ReferenceGrant of its namespace allows that', () => {
    const needed =
      'broken: Namespace shop needs a ReferenceGrant from HTTPRoute in namespace edge to Service web; without it the gateway sends nothing there.';
    expect([
      toldOf(edge)[0]?.[1],
      grant({}, service),
      grant({}, { ...service, name: 'web' }),
      grant({}, { ...service, name: 'next' }),
      grant({}, { group: '', kind: 'Secret' }),
      grant({ kind: 'GRPCRoute' }, service),
      grant({ namespace: 'shop' }, service),
      toldOf(edge, { referenceGrants: { state: 'absent' } })[0]?.[1],
    ]).toEqual([needed, 'open', 'open', needed, needed, needed, needed, needed]);
  });

  it('is not known to be allowed where grants may not be read', () => {
    expect(toldOf(edge, { referenceGrants: unread() })[0]?.[1]).toBe(
      'unknown: You may not list the ReferenceGrants of namespace shop, one of which has to allow routes of namespace edge.',
    );
  });
});

describe('objects that nobody has checked', () => {
  it.each([
    ['nothing', {}],
    ['no object', { spec: null }],
    ['lists that are none', { spec: { parentRefs: {}, hostnames: 'shop', rules: 7 } }],
    [
      'rules that are none',
      { spec: { parentRefs: [{ namespace: 'infra', name: 'public' }], rules: [null, 'x', {}] } },
    ],
    [
      'numbers for names',
      { spec: { parentRefs: [{ name: 3 }], rules: [{ backendRefs: [{ name: 4, port: '80' }] }] } },
    ],
  ])('with %s are no ways', (_, object) => {
    const httpRoutes = read(object as never);
    expect(
      routesIn({ httpRoutes, grpcRoutes: httpRoutes, tcpRoutes: httpRoutes, tlsRoutes: httpRoutes }),
    ).toEqual([]);
  });

  it('are passed over where they are gateways, classes and grants', () => {
    const odd = (spec: unknown, name = 'public') =>
      ({ metadata: { namespace: 'infra', name }, spec }) as never;
    expect([
      toldOf(route(), { gateways: read(odd(null)) }),
      toldOf(route(), { gateways: read(odd({ gatewayClassName: 'example', listeners: 'all' })) }),
      toldOf(route(), {
        gateways: read(odd({ gatewayClassName: 'example', listeners: [{ name: 1 }, null] })),
      }),
      toldOf(route(), {
        gatewayClasses: read(odd(8, 'example')),
        gateways: read(gateway({ status: 'up' as never })),
      }).map((lines) => lines.at(-1)),
      toldOf(route(), {
        gateways: read(gateway({ status: { addresses: [{ value: '<b>' }, 5], conditions: 'x' } })),
      }).map((lines) => lines.at(-1)),
    ]).toEqual([
      [['broken: Gateway infra/public has no class or no listeners that can be understood.']],
      [['broken: Gateway infra/public has no listener. Correct the route’s parentRefs.']],
      [['broken: Gateway infra/public has no listener. Correct the route’s parentRefs.']],
      ['open'],
      [
        'waiting: Gateway infra/public has no address yet. Check that the cluster runs the controller of its class.',
      ],
    ]);
  });

  it('lose hosts and matches that are none, without answering to all for that', () => {
    const backendRefs = [{ name: 'web', port: 80 }];
    const matches = [
      { path: { type: 'Exact', value: 'no-slash' } },
      { path: { value: '/a b' } },
      { path: 5 },
    ];
    expect([
      toldOf(route({ hostnames: ['shop.example.com/<script>', 7] })),
      toldOf(route({ rules: [{ matches, backendRefs }] })),
    ]).toEqual([
      [
        [
          'broken: No host of this route is one that Gateway infra/public takes. Compare the hostnames of the route and of the listeners.',
        ],
      ],
      [['open']],
    ]);
  });

  it('are told in sentences and lists of bounded length', () => {
    const long = 'x'.repeat(1_000_000);
    const header = { name: long, value: `a\nb ${long}` };
    const matches = Array.from({ length: 5_000 }, (_, index) => ({
      path: { value: `/${String(index)}` },
      headers: [header],
    }));
    const conditions = [condition('Accepted', 'False', long, `${long}\n${long}`)];
    const status = { parents: [{ parentRef: { namespace: 'infra', name: 'public' }, conditions }] };
    const [wide] = routesIn({
      httpRoutes: read(route({ rules: [{ matches, backendRefs: [{ name: 'web', port: 80 }] }] })),
    });
    const [denied] = routesIn({ httpRoutes: read(route({}, { status })) });
    expect({
      addresses: wide?.access.by === 'network' && wide.access.addresses.length,
      notes: wide?.notes.map((note) => say('en', note).length < 300),
      last: wide?.notes.slice(-2).map((note) => say('en', note)),
      state: JSON.stringify(denied?.state).length < 500,
    }).toEqual({
      addresses: 100,
      notes: [true, true, true, true, true, true, true, true],
      last: [
        '4,995 more rules of this route ask for a method, headers or parameters.',
        'It has 4,900 more addresses than those shown here.',
      ],
      state: true,
    });
  });

  it('with thousands of hosts, paths and listeners are not counted to their end', () => {
    const each = Array.from({ length: 2_000 }, (_, index) => String(index));
    const listeners = each.slice(0, 64).map((index) => listener({ name: index, port: 1 + Number(index) }));
    const matches = each.map((index) => ({ path: { value: `/${index}` } }));
    const [found] = routesIn({
      gateways: read(gateway({ listeners })),
      httpRoutes: read(
        route({
          hostnames: each.map((index) => `host-${index}.example.com`),
          rules: [{ matches, backendRefs: [{ name: 'web', port: 80 }] }],
        }),
      ),
    });
    expect([
      found?.access.by === 'network' && found.access.addresses.length,
      found?.notes.slice(1).map((note) => say('en', note)),
    ]).toEqual([100, ['It has many more addresses than those shown here.']]);
  });

  it('by the thousand hide none', () => {
    const rules = Array.from({ length: 16 }, (_, index) => ({
      matches: Array.from({ length: 8 }, (__, at) => ({
        path: { value: `/${String(index)}/${String(at)}` },
      })),
      backendRefs: [{ name: `other-${String(index)}`, port: 80 }],
    }));
    const many = Array.from({ length: 5_000 }, (_, index) => route({ rules }, { name: `r${String(index)}` }));
    expect(routesIn({ httpRoutes: read(...many, route()) })).toHaveLength(1);
  });
});
