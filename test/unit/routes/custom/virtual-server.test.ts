import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { virtualServerRoutes } from '../../../../src-main/engine/routes/custom/virtual-server.ts';
import type { Seen } from '../../../../src-main/engine/routes/world.ts';
import { controllerService, entry, hostile, told } from './custom-samples.ts';
import { read, readOwn, unread, webSubject, worldWith } from '../world-samples.ts';

const upstreams = [
  { name: 'front', service: 'web', port: 80 },
  { name: 'other', service: 'api', port: 80 },
];
const valid = {
  state: 'Valid',
  reason: 'AddedOrUpdated',
  message: 'Configuration for shop/shop was added or updated ',
  externalEndpoints: [{ ip: '203.0.113.5', ports: '[80,443]' }],
};
const pass = { pass: 'front' };

function find(servers: readonly EntryObject[], delegates: readonly EntryObject[] = []) {
  const entries = { virtualServers: read(...servers), virtualServerRoutes: read(...delegates) };
  const allServices = read(controllerService({ app: 'nginx-ingress' }));
  return virtualServerRoutes(webSubject, worldWith({ entries, allServices })).map(told);
}

const shop = (spec: object, status: unknown = valid) =>
  entry('shop', { host: 'shop.example.com', upstreams, ...spec }, status);
const route = { from: 'VirtualServer shop/shop (NGINX)', to: 'web:80', state: 'open', notes: [] };

describe('a VirtualServer', () => {
  it('opens its paths at the addresses of its status', () => {
    const routes = [
      { path: '/tea', action: pass },
      { path: '/coffee', action: { pass: 'other' } },
      { path: '= /exact', action: { proxy: { upstream: 'front', rewritePath: '/' } } },
      { path: '~* ^/decaf/.*\\.jpg$', action: pass },
      { path: '/moved', action: { redirect: { url: 'http://www.example.com', code: 301 } } },
    ];
    expect(find([shop({ routes })])).toEqual([
      {
        ...route,
        at: [
          'http://shop.example.com/tea at 203.0.113.5',
          'http://shop.example.com/exact at 203.0.113.5',
          '<http://shop.example.com^/decaf/.*\\.jpg$> at 203.0.113.5',
        ],
      },
    ]);
  });

  it('names each address of its status once', () => {
    const externalEndpoints = [{ ip: '203.0.113.5', ports: '[80]' }, { ip: '203.0.113.5' }];
    const routes = [{ path: '/', action: pass }];
    expect(find([shop({ routes }, { ...valid, externalEndpoints })])).toEqual([
      { ...route, at: ['http://shop.example.com/ at 203.0.113.5'] },
    ]);
  });

  it('opens HTTPS with TLS, and HTTP only where that is not redirected', () => {
    const routes = [{ path: '/', action: pass }];
    const tls = { secret: 'shop-tls' };
    const redirected = shop({
      routes,
      tls: { ...tls, redirect: { enable: true } },
      ingressClassName: 'edge',
    });
    expect(find([shop({ routes, tls }), redirected])).toEqual([
      {
        ...route,
        at: ['https://shop.example.com/ at 203.0.113.5', 'http://shop.example.com/ at 203.0.113.5'],
      },
      {
        ...route,
        from: 'VirtualServer shop/shop (edge)',
        at: ['https://shop.example.com/ at 203.0.113.5'],
        notes: ['Plain HTTP is only redirected to HTTPS.'],
      },
    ]);
  });

  it('asks the service of its controller where its status names no address', () => {
    const status = {
      state: 'Warning',
      reason: 'AddedOrUpdatedWithWarning',
      message: 'TLS secret is missing.',
    };
    const grpc = [{ name: 'front', service: 'web', port: 80, type: 'grpc' }];
    const server = shop(
      { host: '*.example.com', upstreams: grpc, routes: [{ path: '/', action: pass }] },
      status,
    );
    expect(find([server])).toEqual([
      {
        ...route,
        at: ['<grpc:*.example.com:80/> at 192.0.2.1'],
        notes: ['NGINX warns: TLS secret is missing.'],
      },
    ]);
  });

  it('tells the shares of a split, and what only some requests reach', () => {
    const splits = [
      { weight: 100, action: { pass: 'other' } },
      { weight: 0, action: pass },
    ];
    const matches = [{ conditions: [{ header: 'x-beta', value: 'yes' }], action: pass }];
    const routes = [
      { path: '/', splits },
      { path: '/beta', matches, action: { pass: 'other' } },
    ];
    expect(find([shop({ routes })])).toEqual([
      {
        ...route,
        at: ['http://shop.example.com/ at 203.0.113.5'],
        state: 'broken: Its weight is 0, so no request is led here.',
      },
      {
        ...route,
        at: ['http://shop.example.com/beta at 203.0.113.5'],
        notes: ['Only requests that meet further conditions of the rule are led here.'],
      },
    ]);
  });

  it('leads on by VirtualServerRoutes that it names, and by those that say that it has chosen them', () => {
    const routes = [
      { path: '/named', route: 'shop/sub' },
      { path: '/chosen', routeSelector: { matchLabels: { app: 'shop' } } },
    ];
    const server = entry('edge', { host: 'shop.example.com', routes }, valid, 'edge');
    const delegate = (name: string, path: string, status: object) =>
      entry(name, { host: 'shop.example.com', upstreams, subroutes: [{ path, action: pass }] }, status);
    const found = find(
      [server],
      [
        delegate('sub', '/named/web', { state: 'Valid' }),
        delegate('chosen', '/chosen/web', { state: 'Valid', referencedBy: 'edge/edge' }),
        delegate('lost', '/lost', { state: 'Warning', reason: 'NoVirtualServerFound' }),
      ],
    );
    expect(found).toEqual([
      {
        ...route,
        from: 'VirtualServer edge/edge (NGINX)',
        at: [
          'http://shop.example.com/named/web at 203.0.113.5',
          'http://shop.example.com/chosen/web at 203.0.113.5',
        ],
      },
      {
        ...route,
        from: 'VirtualServerRoute shop/lost (NGINX)',
        at: [],
        state: 'broken: No VirtualServer that is in use leads to it.',
      },
    ]);
  });

  it('is told to lead from nowhere only where every VirtualServer is read, or where a route says so itself', () => {
    const subroutes = [{ path: '/tea', action: pass }];
    const statesOf = (virtualServers: Seen<EntryObject>, status: object) => {
      const delegate = entry('tea', { host: 'shop.example.com', upstreams, subroutes }, status);
      const world = worldWith({ entries: { virtualServers, virtualServerRoutes: read(delegate) } });
      return virtualServerRoutes(webSubject, world).map((found) => told(found).state);
    };
    const unsure =
      'unknown: You may not read every VirtualServer, so which of them leads to it is not known.';
    const orphan = 'broken: No VirtualServer that is in use leads to it.';
    const led = { state: 'Valid', referencedBy: 'edge/cafe' };
    expect([
      statesOf(unread(), led),
      statesOf(readOwn(), led),
      statesOf(unread(), { state: 'Warning', reason: 'NoVirtualServerFound' }),
      statesOf(read(), led),
    ]).toEqual([[unsure], [unsure], [orphan], [orphan]]);
  });

  it('is broken, waiting or unknown with a sentence', () => {
    const routes = [{ path: '/', action: pass }];
    const states = [
      shop({ routes }, { state: 'Invalid', reason: 'Rejected', message: 'spec.host: Invalid value.\u0007' }),
      shop({ routes }, { state: 'Invalid', reason: 'Rejected' }),
      shop({ routes }, null),
      shop({ routes, listener: { https: 'https-8443' } }),
      shop({ routes, upstreams: [{ name: 'front', service: 'web', port: 81 }] }),
    ];
    expect(states.flatMap((server) => find([server])).map(({ state }) => state)).toEqual([
      'broken: NGINX refuses it: spec.host: Invalid value.',
      'broken: NGINX refuses it: Rejected.',
      'waiting: NGINX has not taken it up. Check that it runs, and that it watches this namespace and class.',
      'unknown: It asks for the listener https-8443, whose port only the GlobalConfiguration of its controller says.',
      'broken: It leads to port 81 of service web, which has no such port.',
    ]);
  });

  it('is passed over where it is none, whatever stands in its place', () => {
    const whole = { host: 'shop.example.com', upstreams, routes: [{ path: '/', action: pass }] };
    const spoilt = hostile.flatMap((value) => [
      entry('a', value, value),
      ...Object.keys(whole).map((field) => entry('b', { ...whole, [field]: value }, value)),
      entry('c', {
        ...whole,
        routes: [value, { path: '/', action: value, splits: value, matches: value, route: value }],
      }),
      entry('d', { ...whole, upstreams: [value] }, { externalEndpoints: value }),
    ]);
    expect(find(spoilt, spoilt).filter(({ state }) => state === 'open')).toEqual([]);
  });
});
