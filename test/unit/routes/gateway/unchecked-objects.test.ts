import { describe, expect, it } from 'vitest';
import { say } from '../../../../src-main/shared/language/message.ts';
import { read } from '../world-samples.ts';
import { condition, gateway, listener, route, routesIn, toldOf } from './gateway-samples.ts';

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
      [
        [
          'unknown: No match of the route that leads here can be understood, so where it answers is not known. Correct the paths of its matches.',
        ],
      ],
    ]);
  });

  it.each(['x\u001b[31m\n\u202eevil', 'a b', '', 'x'.repeat(254)])(
    'are not taken for what a name that is none stands for (%j)',
    (name) => {
      const listeners = [listener({ name }), listener({ name: 'plain', port: 81 })];
      expect([
        toldOf(route({ parentRefs: [{ namespace: 'infra', name }] })),
        toldOf(route({ parentRefs: [{ namespace: name, name: 'public' }] })),
        toldOf(route({ rules: [{ backendRefs: [{ name: 'web', namespace: name, port: 80 }] }] })),
        toldOf(route(), { gateways: read(gateway({ gatewayClassName: name })) }),
        toldOf(route(), { gateways: read(gateway({ listeners })) }),
      ]).toEqual([
        [],
        [],
        [],
        [['broken: Gateway infra/public has no class or no listeners that can be understood.']],
        [['http http://shop.example.com:81/ at 192.0.2.10', 'open']],
      ]);
    },
  );

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

  it('by the thousand are told in part, and how many more there are', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => route({}, { name: `r${String(index)}` }));
    const found = routesIn({ httpRoutes: read(...many), grpcRoutes: read(...many) });
    expect([
      found.length,
      found.flatMap(({ notes }) => notes.slice(1).map((note) => say('en', note))),
    ]).toEqual([200, ['1,800 more routes of the Gateway API lead here and are not listed.']]);
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
