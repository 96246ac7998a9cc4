import { describe, expect, it } from 'vitest';
import { message } from '../../../../src-main/shared/language/message.ts';
import { Route } from '../../../../src-main/shared/route.ts';
import { webService, webSubject } from '../world-samples.ts';
import { ingress, notes, places, redirects, routes, rule, states, tls, web } from './ingress-samples.ts';

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
