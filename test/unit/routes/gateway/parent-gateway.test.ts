import { describe, expect, it } from 'vitest';
import { say } from '../../../../src-main/shared/language/message.ts';
import { read, refused, unread } from '../world-samples.ts';
import { condition, gateway, listener, route, routesIn, toldOf } from './gateway-samples.ts';

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

  it('is not known to be open where services may not be read and its address may be a cluster IP', () => {
    const at = (value: string) =>
      toldOf(
        route(),
        { gateways: read(gateway({ status: { addresses: [{ value }] } })) },
        { allServices: unread() },
      )[0]?.at(-1);
    expect([at('10.96.7.7'), at('192.0.2.10')]).toEqual([
      'unknown: You may not list the services of all namespaces, so whether 10.96.7.7 is inside the cluster is not known.',
      'open',
    ]);
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

  it('of which a listener works only in part is a way through the part that does', () => {
    const told = (programmed: string) => {
      const conditions = [
        condition('Accepted', 'True', 'Accepted', ''),
        condition('ResolvedRefs', 'False', 'InvalidRouteKinds', 'UDPRoute is not supported.'),
        condition('Programmed', programmed, 'Programmed', ''),
      ];
      const kinds = [{ kind: 'HTTPRoute' }, { kind: 'UDPRoute' }];
      const allowedRoutes = { namespaces: { from: 'All' }, kinds };
      const status = { listeners: [{ name: 'http', conditions }] };
      return toldOf(route(), {
        gateways: read(gateway({ listeners: [listener({ allowedRoutes })], status })),
      })[0];
    };
    expect([told('True'), told('Unknown')]).toEqual([
      [
        hostAddress,
        'open',
        'Part of listener http of Gateway infra/public does not work. UDPRoute is not supported.',
      ],
      ['broken: Listener http of Gateway infra/public does not work. UDPRoute is not supported.'],
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
    ]).toEqual([
      [['broken: There is no Gateway infra/public. Create it, or correct the parentRef that names it.']],
      [['unknown: You may not read Gateway infra/public, which decides whether this route works.']],
      [['unknown: You may not read Gateway infra/public, which decides whether this route works.']],
      [['broken: There is no Gateway shop/own. Create it, or correct the parentRef that names it.']],
    ]);
  });
});
