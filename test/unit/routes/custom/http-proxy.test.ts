import { describe, expect, it } from 'vitest';
import type { EntryObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { httpProxyRoutes } from '../../../../src-main/engine/routes/custom/http-proxy.ts';
import type { Seen } from '../../../../src-main/engine/routes/world.ts';
import { controllerService, entry, hostile, told } from './custom-samples.ts';
import { read, readOwn, webSubject, worldWith } from '../world-samples.ts';

const services = [{ name: 'web', port: 80 }];
const valid = {
  currentStatus: 'valid',
  description: 'Valid HTTPProxy',
  loadBalancer: { ingress: [{ ip: '203.0.113.5' }, { hostname: 'lb.example.com' }] },
};
const route = { from: 'HTTPProxy shop/shop (Contour)', to: 'web:80', state: 'open', notes: [] };
const entries = 'at 203.0.113.5, lb.example.com';
const contour = controllerService({
  'app.kubernetes.io/name': 'contour',
  'app.kubernetes.io/component': 'envoy',
});

function find(...objects: readonly EntryObject[]) {
  const world = worldWith({ entries: { httpProxies: read(...objects) }, allServices: read(contour) });
  return httpProxyRoutes(webSubject, world).map(told);
}

const virtualhost = { fqdn: 'shop.example.com' };
const shop = (spec: object, status: unknown = valid) => entry('shop', { virtualhost, ...spec }, status);

describe('an HTTPProxy', () => {
  it('opens its routes at the addresses of its status', () => {
    const routes = [
      { services },
      { conditions: [{ prefix: '/tea' }], services },
      { conditions: [{ exact: '/exact' }, { header: { name: 'x-beta', present: true } }], services },
      { conditions: [{ regex: '/v[12]/.*' }], services },
      { conditions: [{ prefix: '/api' }], services: [{ name: 'api', port: 80 }] },
      { conditions: [{ prefix: '/copy' }], services: [{ name: 'web', port: 80, mirror: true }] },
    ];
    expect(find(shop({ routes }))).toEqual([
      {
        ...route,
        at: [
          `http://shop.example.com/ ${entries}`,
          `http://shop.example.com/tea ${entries}`,
          `http://shop.example.com/exact ${entries}`,
          `<http://shop.example.com/v[12]/.*> ${entries}`,
        ],
        notes: ['Only requests that meet further conditions of the rule are led here.'],
      },
    ]);
  });

  it('opens HTTPS with TLS, and HTTP as well where a route permits it', () => {
    const tls = { secretName: 'shop-tls' };
    const routes = [
      { services },
      { conditions: [{ prefix: '/health' }], permitInsecure: true, services: [{ name: 'web', port: 80 }] },
    ];
    const wildcard = { fqdn: '*.example.com', tls };
    const unplaced = { currentStatus: 'valid' };
    expect(find(shop({ virtualhost: wildcard, routes, ingressClassName: 'inner' }, unplaced))).toEqual([
      {
        ...route,
        from: 'HTTPProxy shop/shop (inner)',
        at: [
          '<https://*.example.com/> at 192.0.2.1',
          '<https://*.example.com/health> at 192.0.2.1',
          '<http://*.example.com/health> at 192.0.2.1',
        ],
        notes: ['Plain HTTP is only redirected to HTTPS.'],
      },
    ]);
  });

  it('joins what it includes, also from other namespaces, and ends in a circle', () => {
    const root = entry(
      'root',
      {
        virtualhost,
        includes: [
          { name: 'tea', namespace: 'shop', conditions: [{ prefix: '/tea/' }] },
          { name: 'gone', namespace: 'shop' },
          { name: 'second', namespace: 'edge' },
        ],
      },
      valid,
      'edge',
    );
    const second = entry('second', { virtualhost: { fqdn: 'b.example.com' }, routes: [] }, valid, 'edge');
    const tea = entry(
      'tea',
      {
        routes: [{ conditions: [{ prefix: '/green' }, { queryParameter: { name: 'hot' } }], services }],
        includes: [{ name: 'tea' }, { name: 'root', namespace: 'edge' }],
      },
      valid,
    );
    const orphan = entry('orphan', { routes: [{ services }] }, { currentStatus: 'orphaned' });
    expect(find(root, second, tea, orphan)).toEqual([
      {
        ...route,
        from: 'HTTPProxy edge/root (Contour)',
        at: [`http://shop.example.com/tea/green ${entries}`],
        notes: ['Only requests that meet further conditions of the rule are led here.'],
      },
      {
        ...route,
        from: 'HTTPProxy shop/orphan (Contour)',
        at: [],
        state: 'broken: No HTTPProxy that is in use leads to it.',
      },
    ]);
  });

  it('is told to lead from nowhere only where every HTTPProxy is read, or where it says so itself', () => {
    const child = (status: object) => entry('tea', { routes: [{ services }] }, status);
    const statesOf = (httpProxies: Seen<EntryObject>) =>
      httpProxyRoutes(webSubject, worldWith({ entries: { httpProxies } })).map((found) => told(found).state);
    expect([
      statesOf(readOwn(child(valid))),
      statesOf(readOwn(child({ currentStatus: 'invalid', description: 'No.' }))),
      statesOf(readOwn(child({ currentStatus: 'orphaned' }))),
      statesOf(read(child(valid))),
    ]).toEqual([
      ['unknown: You may not read every HTTPProxy, so which of them leads to it is not known.'],
      ['broken: Contour refuses it: No.'],
      ['broken: No HTTPProxy that is in use leads to it.'],
      ['broken: No HTTPProxy that is in use leads to it.'],
    ]);
  });

  it('passes connections on, itself or by what it includes', () => {
    const passed = { fqdn: 'db.example.com', tls: { passthrough: true } };
    const direct = shop({ virtualhost: passed, routes: [{ services }], tcpproxy: { services } });
    const root = shop({ virtualhost: { ...passed, tls: {} }, tcpproxy: { include: { name: 'db' } } });
    const child = entry('db', { tcpproxy: { services, includes: { name: 'shop' } } }, valid);
    const circle = shop({ virtualhost: passed, tcpproxy: { include: { name: 'shop' } } });
    expect([find(direct), find(root, child), find(circle)]).toEqual([
      [
        {
          ...route,
          at: [`tls:db.example.com:443 ${entries}`],
          notes: ['TLS goes through to the pods, which have to speak it.'],
        },
      ],
      [{ ...route, at: [`tls:db.example.com:443 ${entries}`] }],
      [],
    ]);
  });

  it('is broken or waiting with a sentence', () => {
    const refused = { currentStatus: 'invalid', description: 'At least one error present, see Errors.' };
    const weighted = [
      { name: 'api', port: 80, weight: 100 },
      { name: 'web', port: 80 },
    ];
    const found = [
      shop({ routes: [{ services }] }, refused),
      shop(
        { routes: [{ services }] },
        { currentStatus: 'NotReconciled', description: 'Waiting for controller' },
      ),
      shop({ routes: [{ services }] }, null),
      shop({ routes: [{ services: weighted }] }),
      shop({ routes: [{ services: [{ name: 'web', port: 81 }] }] }),
    ].flatMap((object) => find(object));
    const waiting =
      'waiting: Contour has not taken it up. Check that it runs, and that it watches this namespace and class.';
    expect(found.map(({ state }) => state)).toEqual([
      'broken: Contour refuses it: At least one error present, see Errors.',
      waiting,
      waiting,
      'broken: Its weight is 0, so no request is led here.',
      'broken: It leads to port 81 of service web, which has no such port.',
    ]);
  });

  it('tells what is wrong with it before what is wrong with its pods, and that before what it waits for', () => {
    const podless = { ...webSubject, services: webSubject.services.map((each) => ({ ...each, slices: [] })) };
    const found = [{ currentStatus: 'invalid', description: 'Duplicate.' }, null].flatMap((status) => {
      const world = worldWith({ entries: { httpProxies: read(shop({ routes: [{ services }] }, status)) } });
      return httpProxyRoutes(podless, world).map(told);
    });
    expect(found.map(({ state }) => state)).toEqual([
      'broken: Contour refuses it: Duplicate.',
      'broken: Service web has no pods. Check its selector, and that they are scaled up.',
    ]);
  });

  it('is read to its end though each of a hundred includes all others', () => {
    const names = Array.from({ length: 100 }, (_, n) => `p${String(n)}`);
    const includes = names.map((name) => ({ name, conditions: [{ prefix: '/a' }] }));
    const all = names.map((name) => entry(name, { includes, routes: [{ services }] }, valid));
    const [found] = find(shop({ includes }), ...all);
    expect(found?.at.at(0)).toBe(`http://shop.example.com/a ${entries}`);
  });

  it('is passed over where it is none, whatever stands in its place', () => {
    const spoilt = hostile.flatMap((value) => [
      entry('a', value, value),
      entry('b', { virtualhost: value, routes: [{ services }] }, valid),
      entry('c', { virtualhost, routes: value, includes: value, tcpproxy: value }, value),
      entry('d', { virtualhost, routes: [value, { conditions: value, services: value }] }, valid),
      entry('e', { virtualhost, includes: [value, { name: value }], routes: [{ services: [value] }] }, value),
      entry('f', { virtualhost, tcpproxy: { services: value, include: value } }, valid),
    ]);
    expect(find(...spoilt).filter(({ state }) => state === 'open')).toEqual([]);
  });
});
