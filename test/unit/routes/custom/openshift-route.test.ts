import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { openshiftRoutes } from '../../../../src-main/engine/routes/custom/openshift-route.ts';
import type { Subject } from '../../../../src-main/engine/routes/world.ts';
import { controllerService, entry, hostile, told, twoPortSubject } from './custom-samples.ts';
import { endpoint, read, service, slice, worldWith } from '../world-samples.ts';

const to = { kind: 'Service', name: 'web', weight: 100 };
const admitted = {
  host: 'shop.apps.example.com',
  routerName: 'default',
  routerCanonicalHostname: 'router-default.apps.example.com',
  wildcardPolicy: 'None',
  conditions: [{ type: 'Admitted', status: 'True', lastTransitionTime: '2026-11-29T12:00:00Z' }],
};
const router = controllerService({
  'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default',
});
const route = { from: 'Route shop/shop (default)', to: 'web:80', state: 'open', notes: [] };

function find(...objects: readonly EntryObject[]) {
  const world = worldWith({ entries: { openshiftRoutes: read(...objects) }, allServices: read(router) });
  return openshiftRoutes(twoPortSubject, world).map(told);
}

const shop = (spec: object, ...ingress: readonly unknown[]) =>
  entry(
    'shop',
    { host: 'shop.apps.example.com', to, port: { targetPort: 'http' }, ...spec },
    { ingress: ingress.length === 0 ? [admitted] : ingress },
  );

describe('an OpenShift Route', () => {
  it.each([
    ['HTTP without TLS', {}, ['http://shop.apps.example.com/'], []],
    ['a path', { path: '/tea' }, ['http://shop.apps.example.com/tea'], []],
    ['HTTPS alone with TLS', { tls: { termination: 'edge' } }, ['https://shop.apps.example.com/'], []],
    [
      'HTTP as well where it is allowed',
      { tls: { termination: 'reencrypt', insecureEdgeTerminationPolicy: 'Allow' } },
      ['https://shop.apps.example.com/', 'http://shop.apps.example.com/'],
      [],
    ],
    [
      'HTTPS where HTTP is redirected',
      { tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' } },
      ['https://shop.apps.example.com/'],
      ['Plain HTTP is only redirected to HTTPS.'],
    ],
    [
      'TLS that its pods speak',
      { tls: { termination: 'passthrough' } },
      ['https://shop.apps.example.com/'],
      ['TLS goes through to the pods, which have to speak it.'],
    ],
    ['a whole subdomain', { wildcardPolicy: 'Subdomain' }, ['<http://*.apps.example.com/>'], []],
  ])('opens %s', (_what, spec, at, notes) => {
    const entered = at.map((each) => `${each} at router-default.apps.example.com`);
    expect(find(shop(spec))).toEqual([{ ...route, at: entered, notes }]);
  });

  it.each([
    ['the port of the pods', 8080, ['web:80']],
    ['another port of the pods', 9000, ['web:9000']],
    ['the port of the pods as a text', '8080', ['web:80']],
    ['the name of a port', 'admin', ['web:9000']],
    ['none', undefined, ['web:80', 'web:9000']],
  ])('leads to the service’s port by %s', (_what, targetPort, ports) => {
    const port = targetPort === undefined ? undefined : { targetPort };
    expect(find(shop({ port })).map((each) => each.to)).toEqual(ports);
  });

  describe('where the service leaves a port to its pods by a name', () => {
    const ports = [{ name: 'web', port: 80, targetPort: 'http-web' }];
    const found = (targetPort: string | number, slices: Subject['services'][number]['slices']) => {
      const its = { service: service('web', { ports }), slices, own: null };
      const world = worldWith({ entries: { openshiftRoutes: read(shop({ port: { targetPort } })) } });
      return openshiftRoutes({ ...twoPortSubject, services: [its] }, world).map((each) => {
        const { to, state } = told(each);
        return [to, state];
      });
    };
    const known = [slice('web', [endpoint('web-1')], [{ name: 'web', port: 8080 }])];

    it('means the name of the service’s port, or the number of the endpoints', () => {
      expect(['http-web', 'web', 8080, 80].map((asked) => found(asked, known)[0]?.[0])).toEqual([
        'web:undefined',
        'web:80',
        'web:80',
        'web:undefined',
      ]);
    });

    it.each([
      ['may be read', null, 'unknown: EndpointSlices could not be read'],
      ['there is a pod', [], 'broken: Service web has no pods.'],
    ])('is not said to have no such port before %s', (_, slices, state) => {
      const [[to, why] = []] = found(8080, slices);
      expect([to, why?.slice(0, state.length)]).toEqual(['web:80', state]);
    });
  });

  it('is one route for each router that has seen it', () => {
    const conditions = [
      { type: 'Admitted', status: 'False', reason: 'HostAlreadyClaimed', message: 'taken by b.' },
    ];
    const inner = { host: 'shop.inner.example.com', routerName: 'inner', conditions };
    expect(find(shop({}, admitted, inner))).toEqual([
      { ...route, at: ['http://shop.apps.example.com/ at router-default.apps.example.com'] },
      {
        ...route,
        from: 'Route shop/shop (inner)',
        at: ['http://shop.inner.example.com/ at 192.0.2.1'],
        state: 'broken: inner refuses it: taken by b.',
      },
    ]);
  });

  it('waits for a router, shares by weight, and names a port that is not there', () => {
    const other = { kind: 'Service', name: 'api' };
    const found = [
      entry('shop', { host: 'shop.apps.example.com', to, port: { targetPort: 'http' } }),
      shop({ to: other, alternateBackends: [{ ...to, weight: 0 }] }),
      shop({ port: { targetPort: 4711 } }),
    ].flatMap((object) => find(object));
    expect(found.map(({ from, state }) => `${from} ${state}`)).toEqual([
      'Route shop/shop (OpenShift) waiting: OpenShift has not taken it up. Check that it runs, and that it watches this namespace and class.',
      'Route shop/shop (default) broken: Its weight is 0, so no request is led here.',
      'Route shop/shop (default) broken: It leads to port 4711 of service web, which has no such port.',
    ]);
  });

  it('is passed over where it is none, whatever stands in its place', () => {
    const spoilt = hostile.flatMap((value) => [
      entry('a', value, value),
      entry('b', { host: 'a.example.com', to: value, alternateBackends: value }, { ingress: [admitted] }),
      entry('c', { host: value, to, tls: value, port: value, path: value }, { ingress: value }),
      entry('d', { host: 'a.example.com', to }, { ingress: [value, { host: value, conditions: [value] }] }),
    ]);
    expect(find(...spoilt).filter(({ state }) => state === 'open')).toEqual([]);
  });
});
