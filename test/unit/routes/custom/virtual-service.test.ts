import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { virtualServiceRoutes } from '../../../../src-main/engine/routes/custom/virtual-service.ts';
import type { Seen } from '../../../../src-main/engine/routes/world.ts';
import { controllerService, entry, hostile, told, twoPortSubject } from './custom-samples.ts';
import { read, unread, worldWith } from '../world-samples.ts';

const ingress = controllerService({ app: 'istio-ingressgateway', istio: 'ingressgateway' }, [
  { name: 'status-port', port: 15021 },
  { name: 'http2', port: 80 },
  { name: 'https', port: 443 },
  { name: 'tcp', port: 31400 },
]);
const selector = { istio: 'ingressgateway' };
const port = (number: number, protocol: string) => ({ number, name: protocol.toLowerCase(), protocol });
const edge = entry(
  'edge',
  { selector, servers: [{ port: port(80, 'HTTP'), hosts: ['*'] }] },
  undefined,
  'istio-system',
);
const to = (spec: object = {}) => ({ destination: { host: 'web', port: { number: 80 }, ...spec } });
const http = [{ route: [to()] }];
const route = { from: 'VirtualService shop/shop (Istio)', to: 'web:80', state: 'open', notes: [] };

function find(
  services: readonly EntryObject[],
  istioGateways: Seen<EntryObject> = read(edge),
  controllers = [ingress],
) {
  const entries = { virtualServices: read(...services), istioGateways };
  return virtualServiceRoutes(twoPortSubject, worldWith({ entries, allServices: read(...controllers) })).map(
    told,
  );
}

const shop = (spec: object) =>
  entry('shop', { hosts: ['shop.example.com'], gateways: ['istio-system/edge'], ...spec });
const gateway = (...servers: readonly object[]) =>
  read(entry('edge', { selector, servers }, undefined, 'istio-system'));

describe('a VirtualService', () => {
  it('opens its paths at the gateway that it names', () => {
    const rules = [
      { match: [{ uri: { prefix: '/tea' } }, { uri: { exact: '/exact' } }], route: [to()] },
      { match: [{ uri: { regex: '/v[12].*' }, headers: { 'x-beta': { exact: 'yes' } } }], route: [to()] },
      { match: [{ uri: { prefix: '/api' } }], route: [{ destination: { host: 'api' } }] },
      { match: [{ uri: { prefix: '/old' } }], redirect: { uri: '/new' } },
      { route: [to({ host: 'web.shop.svc.cluster.local', subset: 'v1', port: { number: 9000 } })] },
    ];
    expect(find([shop({ http: rules })])).toEqual([
      {
        ...route,
        at: [
          'http://shop.example.com/tea at 192.0.2.1',
          'http://shop.example.com/exact at 192.0.2.1',
          '<http://shop.example.com/v[12].*> at 192.0.2.1',
        ],
        notes: ['Only requests that meet further conditions of the rule are led here.'],
      },
      {
        ...route,
        to: 'web:9000',
        at: ['http://shop.example.com/ at 192.0.2.1'],
        notes: ['Only pods of the subset v1 get these requests.'],
      },
    ]);
  });

  it.each([
    ['web', 'shop', 1],
    ['web', 'edge', 0],
    ['web.shop.svc.cluster.local', 'edge', 1],
    ['web.shop.svc.my.domain', 'edge', 1],
    ['web.edge.svc.cluster.local', 'shop', 0],
    ['web.shop', 'shop', 0],
    ['web.example.com', 'shop', 0],
  ])('leads by %s in namespace %s to so many of our services: %i', (host, namespace, count) => {
    const spec = {
      hosts: ['a.example.com'],
      gateways: ['istio-system/edge'],
      http: [{ route: [to({ host })] }],
    };
    expect(find([entry('shop', spec, undefined, namespace)])).toHaveLength(count);
  });

  it('opens HTTPS where the gateway has TLS, and tells that HTTP is redirected', () => {
    const servers = [
      { port: port(80, 'HTTP'), hosts: ['*.example.com'], tls: { httpsRedirect: true } },
      { port: port(443, 'HTTPS'), hosts: ['*.example.com'], tls: { mode: 'SIMPLE', credentialName: 'shop' } },
    ];
    expect(find([shop({ hosts: ['*'], http })], gateway(...servers))).toEqual([
      {
        ...route,
        at: ['<https://*.example.com/> at 192.0.2.1'],
        notes: ['Plain HTTP is only redirected to HTTPS.'],
      },
    ]);
  });

  it('opens TLS by the hosts of its rule, and TCP by the address of the gateway', () => {
    const servers = [
      { port: port(443, 'TLS'), hosts: ['*'], tls: { mode: 'PASSTHROUGH' } },
      { port: port(31400, 'TCP'), hosts: ['*'] },
    ];
    const spec = {
      hosts: ['*'],
      tls: [{ match: [{ port: 443, sniHosts: ['db.example.com'] }], route: [to()] }],
      tcp: [{ match: [{ port: 31400 }], route: [to({ port: { number: 9000 } })] }],
    };
    expect(find([shop(spec)], gateway(...servers))).toEqual([
      {
        ...route,
        at: ['tls:db.example.com:443 at 192.0.2.1'],
        notes: ['TLS goes through to the pods, which have to speak it.'],
      },
      { ...route, to: 'web:9000', at: ['tcp:192.0.2.1:31400'] },
    ]);
  });

  it('is only at the port that its rule names', () => {
    const servers = [port(80, 'HTTP'), port(443, 'HTTP')].map((each) => ({ port: each, hosts: ['*'] }));
    expect(find([shop({ http: [{ match: [{ port: 443 }], route: [to()] }] })], gateway(...servers))).toEqual([
      { ...route, at: ['http://shop.example.com:443/ at 192.0.2.1'] },
    ]);
  });

  it('counts only inside the mesh without a gateway', () => {
    const inside = {
      ...route,
      at: [],
      state: 'inside: It names no gateway, so it counts only inside the mesh.',
    };
    const own = [{ match: [{ gateways: ['mesh'] }], route: [to()] }];
    const found = [
      shop({ gateways: undefined, hosts: ['web'], http }),
      shop({ gateways: ['mesh'], http }),
      shop({ http: own }),
    ];
    expect(found.flatMap((object) => find([object]))).toEqual([inside, inside, inside]);
  });

  it('delegates to one that has no hosts', () => {
    const root = entry(
      'root',
      {
        hosts: ['shop.example.com'],
        gateways: ['istio-system/edge'],
        http: [
          { match: [{ uri: { prefix: '/tea' } }], delegate: { name: 'tea', namespace: 'shop' } },
          { match: [{ uri: { prefix: '/gone' } }], delegate: { name: 'gone', namespace: 'shop' } },
        ],
      },
      undefined,
      'edge',
    );
    const rules = [{ match: [{ uri: { prefix: '/tea/green' } }], route: [to()] }, { route: [to()] }];
    expect(find([root, entry('tea', { http: rules })])).toEqual([
      {
        ...route,
        from: 'VirtualService edge/root (Istio)',
        at: ['http://shop.example.com/tea/green at 192.0.2.1', 'http://shop.example.com/tea at 192.0.2.1'],
      },
    ]);
  });

  it('is broken or unknown with a sentence', () => {
    const splits = [
      { destination: { host: 'api' }, weight: 100 },
      { ...to(), weight: 0 },
    ];
    const foreign = gateway({ port: port(80, 'HTTP'), hosts: ['edge/*', './*', 'other.example.com'] });
    const plain = gateway({ port: port(443, 'TLS'), hosts: ['*'], tls: { mode: 'PASSTHROUGH' } });
    const odd = gateway({ port: port(8443, 'HTTP'), hosts: ['shop/*'] });
    const found = [
      find([shop({ http, gateways: ['edge'] })]),
      find([shop({ http })], unread()),
      find([shop({ http })], { state: 'absent' }),
      find([shop({ http })], foreign),
      find([shop({ http })], plain),
      find([shop({ http })], odd),
      find([shop({ http, exportTo: ['.'] })]),
      find([shop({ http: [{ route: splits }] })]),
      find([shop({ http: [{ route: [to({ port: { number: 81 } })] }] })]),
      find(
        [shop({ http: [{ route: [to({ port: null })] }] })],
        gateway({ port: port(8080, 'HTTP'), hosts: ['*'] }),
      ),
      find([shop({ http })], read(edge), []),
    ];
    expect(found.map((routes) => routes.map(({ state }) => state))).toEqual([
      ['broken: There is no Gateway shop/edge. Create it, or correct its name.'],
      ['unknown: You may not read Gateway istio-system/edge, so where it listens is not known.'],
      ['broken: There is no Gateway istio-system/edge. Create it, or correct its name.'],
      [
        'broken: No server of Gateway istio-system/edge takes its hosts. Check hosts, port and protocol there.',
      ],
      [
        'broken: No server of Gateway istio-system/edge takes its hosts. Check hosts, port and protocol there.',
      ],
      ['unknown: No service of its controller opens the entry 8443 to the outside.'],
      ['broken: It is not exported to namespace istio-system, where its gateway is.'],
      ['broken: Its weight is 0, so no request is led here.'],
      ['broken: It leads to port 81 of service web, which has no such port.'],
      ['broken: It leads to port 8080 of service web, which has no such port.'],
      [
        'unknown: No service tells where its controller listens. Check that the controller runs, or use a forward.',
      ],
    ]);
  });

  it('means by a destination without a port the one of the gateway’s number', () => {
    expect(find([shop({ http: [{ route: [to({ port: null })] }] })]).map((each) => each.to)).toEqual([
      'web:80',
    ]);
  });

  it('is passed over where it is none, whatever stands in its place', () => {
    const whole = { hosts: ['shop.example.com'], gateways: ['istio-system/edge'], http };
    const spoilt = hostile.flatMap((value) => [
      entry('a', value, value),
      entry('b', { ...whole, hosts: value }),
      entry('c', { ...whole, gateways: [value, 'shop/none'] }),
      entry('d', {
        ...whole,
        http: [value, { route: value }, { route: [value], match: value, delegate: value }],
      }),
      entry('e', { ...whole, http: [{ route: [{ destination: value }] }], tls: value, tcp: value }),
    ]);
    const gateways = hostile.flatMap((value) => [
      entry('edge', value, undefined, 'istio-system'),
      entry('edge', { selector: value, servers: value }, undefined, 'istio-system'),
      entry('edge', { selector, servers: [value, { port: value, hosts: value }] }, undefined, 'istio-system'),
    ]);
    const open = [find(spoilt), find([shop({ http })], read(...gateways))].flat();
    expect(open.filter(({ state }) => state === 'open').map(({ from, at }) => [from, at])).toEqual([]);
  });
});
