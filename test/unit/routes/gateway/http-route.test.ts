import { describe, expect, it } from 'vitest';
import { say } from '../../../../src-main/shared/language/message.ts';
import { read } from '../world-samples.ts';
import { gateway, https, listener, route, routesIn, toldOf } from './gateway-samples.ts';

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
