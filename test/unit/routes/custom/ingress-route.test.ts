import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { ingressRouteRoutes } from '../../../../src-main/engine/routes/custom/ingress-route.ts';
import { controllerService, entry, hostile, told, twoPortSubject } from './custom-samples.ts';
import { read, worldWith } from '../world-samples.ts';

const traefik = controllerService({ 'app.kubernetes.io/name': 'traefik' }, [
  { name: 'web', port: 80 },
  { name: 'websecure', port: 443 },
  { name: 'postgres', port: 5432 },
]);
const services = [{ name: 'web', port: 80 }];
const route = { from: 'IngressRoute shop/shop (Traefik)', to: 'web:80', state: 'open', notes: [] };

function find(
  ingressRoutes: readonly EntryObject[],
  tcps: readonly EntryObject[] = [],
  controllers = [traefik],
) {
  const entries = { ingressRoutes: read(...ingressRoutes), ingressRouteTcps: read(...tcps) };
  const world = worldWith({ entries, allServices: read(...controllers) });
  return ingressRouteRoutes(twoPortSubject, world).map(told);
}

const shop = (spec: object, namespace?: string) => entry('shop', spec, undefined, namespace);
const of = (match: string, spec: object = {}) =>
  shop({ routes: [{ match, kind: 'Rule', services }], ...spec });

describe('an IngressRoute', () => {
  it('opens what its rule says at its entry points', () => {
    const routes = [
      { match: 'Host(`shop.example.com`) && PathPrefix(`/tea`)', services },
      {
        match: 'Host(`admin.example.com`) || Host(`root.example.com`)',
        services: [{ name: 'web', port: 'admin' }],
      },
      { match: 'Host(`api.example.com`)', services: [{ name: 'api', port: 80 }] },
      { match: 'Host(`nobody.example.com`)', services: [{ kind: 'TraefikService', name: 'web' }] },
    ];
    expect(find([shop({ entryPoints: ['web', 'websecure'], routes, tls: {} })])).toEqual([
      {
        ...route,
        at: ['https://shop.example.com:80/tea at 192.0.2.1', 'https://shop.example.com/tea at 192.0.2.1'],
      },
      {
        ...route,
        to: 'web:9000',
        at: [
          'https://admin.example.com:80/ at 192.0.2.1',
          'https://root.example.com:80/ at 192.0.2.1',
          'https://admin.example.com/ at 192.0.2.1',
          'https://root.example.com/ at 192.0.2.1',
        ],
      },
    ]);
  });

  it.each([
    ['plain HTTP where it has no TLS', {}, 'http://a.example.com/ at 192.0.2.1'],
    ['HTTPS where it has', { tls: { secretName: 'a' } }, 'https://a.example.com/ at 192.0.2.1'],
    ['HTTPS at websecure', { entryPoints: ['websecure'] }, 'https://a.example.com/ at 192.0.2.1'],
    [
      'the port of an entry point’s name',
      { entryPoints: ['postgres'] },
      'http://a.example.com:5432/ at 192.0.2.1',
    ],
  ])('speaks %s', (_what, spec, at) => {
    expect(find([of('Host(`a.example.com`)', spec)])).toEqual([{ ...route, at: [at] }]);
  });

  it('marks patterns, and tells what more its rule asks for', () => {
    const match =
      '(HostRegexp(`^.+\\.example\\.com\u202e$`) || Path(`/\u202ea b`)) && Header(`x-beta`, `yes`)';
    expect(find([of(match)])).toEqual([
      {
        ...route,
        at: ['<http://^.+\\.example\\.com%E2%80%AE$/> at 192.0.2.1', '<http://192.0.2.1/%E2%80%AEa%20b>'],
        notes: ['Only requests that meet further conditions of the rule are led here.'],
      },
    ]);
  });

  it('is asked for by the address of Traefik where it names no host', () => {
    expect(find([of('PathPrefix(`/api`)')])).toEqual([{ ...route, at: ['http://192.0.2.1/api'] }]);
  });

  it('tells that it comes from another namespace, and of which class it is', () => {
    const service = { name: 'web', namespace: 'shop', port: 80 };
    const foreign = shop({ routes: [{ match: 'Host(`a.example.com`)', services: [service] }] }, 'edge');
    const annotations = { 'kubernetes.io/ingress.class': 'inner' };
    expect(find([{ ...foreign, metadata: { ...foreign.metadata, annotations } }])).toEqual([
      {
        ...route,
        from: 'IngressRoute edge/shop (inner)',
        at: ['http://a.example.com/ at 192.0.2.1'],
        notes: [
          'It is in another namespace than the service, which Traefik follows only with allowCrossNamespace.',
        ],
      },
    ]);
  });

  it('means services of its own namespace where it names none', () => {
    expect(find([shop({ routes: [{ match: 'Host(`a.example.com`)', services }] }, 'edge')])).toEqual([]);
  });

  it('is broken or unknown with a sentence', () => {
    const weightless = { name: 'web', port: 80, weight: 0 };
    const found = [
      of('Host(`a.example.com`', {}),
      of('Host(`a.example.com`) && Moon(`full`)', {}),
      of('Host(`a.example.com`)', { entryPoints: ['metrics'] }),
      shop({ routes: [{ match: 'Host(`a.example.com`)', services: [weightless] }] }),
      shop({ routes: [{ match: 'Host(`a.example.com`)', services: [{ name: 'web', port: 'grpc' }] }] }),
      shop({ routes: [{ match: 'Host(`a.example.com`)', services: [{ name: 'web' }] }] }),
    ].flatMap((object) => find([object]));
    expect(found.map(({ at, state }) => [state, ...at])).toEqual([
      ['unknown: Portolan does not understand its rule: Host(`a.example.com`'],
      [
        'unknown: Portolan does not understand its rule: Host(`a.example.com`) && Moon(`full`)',
        '<http://a.example.com/> at 192.0.2.1',
      ],
      ['unknown: No service of its controller opens the entry metrics to the outside.'],
      ['broken: Its weight is 0, so no request is led here.', 'http://a.example.com/ at 192.0.2.1'],
      [
        'broken: It leads to port grpc of service web, which has no such port.',
        'http://a.example.com/ at 192.0.2.1',
      ],
      ['broken: It names no port of service web.', 'http://a.example.com/ at 192.0.2.1'],
    ]);
  });

  it('keeps its URL where nothing tells where Traefik listens', () => {
    expect(find([of('Host(`a.example.com`)'), of('PathPrefix(`/`)')], [], [])).toEqual([
      {
        ...route,
        at: ['http://a.example.com/'],
        state:
          'unknown: No service tells where its controller listens. Check that the controller runs, or use a forward.',
      },
    ]);
  });

  it('tells a hundred addresses and counts the others', () => {
    const routes = Array.from({ length: 3000 }, (_, n) => ({
      match: `Host(\`h${String(n)}.example.com\`)`,
      services,
    }));
    const [found] = find([shop({ routes })]);
    expect([found?.at.length, found?.at.at(-1), found?.notes]).toEqual([
      100,
      'http://h99.example.com/ at 192.0.2.1',
      ['It has 2,900 more addresses than those shown here.'],
    ]);
  });

  it('is passed over where it is none, whatever stands in its place', () => {
    const spoilt = hostile.flatMap((value) => [
      entry('a', value, value),
      entry('b', { routes: value }),
      entry('c', { routes: [value, { match: value, services }, { match: 'Host(`a`)', services: value }] }),
      entry('d', { routes: [{ match: 'Host(`a`)', services: [value, { name: value, port: value }] }] }),
    ]);
    expect(find(spoilt, spoilt).filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('an IngressRouteTCP', () => {
  const tcp = { ...route, from: 'IngressRouteTCP shop/shop (Traefik)' };

  it('opens TLS by host, and any connection where every host is meant', () => {
    const passed = of('HostSNI(`db.example.com`)', { entryPoints: ['postgres'], tls: { passthrough: true } });
    const open = of('HostSNI(`*`)', { entryPoints: ['postgres'] });
    expect([passed, open].flatMap((object) => find([], [object]))).toEqual([
      {
        ...tcp,
        at: ['tls:db.example.com:5432 at 192.0.2.1'],
        notes: ['TLS goes through to the pods, which have to speak it.'],
      },
      { ...tcp, at: ['tcp:192.0.2.1:5432'] },
    ]);
  });

  it('is broken where it asks for a host without TLS', () => {
    expect(find([], [of('HostSNI(`db.example.com`)', { entryPoints: ['postgres'] })])).toMatchObject([
      { state: 'broken: Traefik knows the host of a connection only with TLS, which it does not have.' },
    ]);
  });
});
