import { expect, it } from 'vitest';
import { ingressRouteRoutes } from '../../../../src-main/engine/routes/custom/ingress-route.ts';
import { virtualServiceRoutes } from '../../../../src-main/engine/routes/custom/virtual-service.ts';
import { controllerService, entry, told } from './custom-samples.ts';
import { node, read, webSubject, worldWith } from '../world-samples.ts';

const labels = { 'app.kubernetes.io/name': 'traefik' };
const alternatives = Array.from({ length: 100 }, (_, n) => `PathPrefix(\`/${String(n)}\`)`).join(' || ');
const services = [{ name: 'web', namespace: 'shop', port: 80 }];

it.each([
  ['one', Array.from({ length: 3000 }, () => 'web')],
  ['unknown ones', ['web', ...Array.from({ length: 3000 }, (_, n) => `point-${String(n)}`)]],
])('a rule of a hundred alternatives at three thousand entry points, %s, is told', (_, entryPoints) => {
  const match = `Host(\`a.example\`) && (${alternatives})`;
  const spec = { entryPoints, routes: [{ match, services }] };
  const world = worldWith({
    entries: { ingressRoutes: read(entry('many', spec, undefined, 'attacker')) },
    allServices: read(controllerService(labels, [{ name: 'web', port: 80 }])),
  });
  const [route] = ingressRouteRoutes(webSubject, world).map(told);
  expect([route?.state, route?.at.length, route?.at[99], route?.notes]).toEqual([
    'open',
    100,
    'http://a.example/99 at 192.0.2.1',
    ['It is in another namespace than the service, which Traefik follows only with allowCrossNamespace.'],
  ]);
});

it('a rule of a hundred alternatives for every host is told on a cluster of 1,500 nodes', () => {
  const nodes = Array.from({ length: 1500 }, (_, n) =>
    node(`n${String(n)}`, { [`10.0.${String(n >> 8)}.${String(n & 255)}`]: 'InternalIP' }),
  );
  const controller = controllerService(labels, [{ name: 'web', port: 80, nodePort: 30080 }]);
  const world = worldWith({
    nodes: read(...nodes),
    entries: { ingressRoutes: read(entry('any', { routes: [{ match: alternatives, services }] })) },
    allServices: read({ ...controller, spec: { ...controller.spec, type: 'NodePort' }, status: {} }),
  });
  const [route] = ingressRouteRoutes(webSubject, world).map(told);
  expect([route?.state, route?.at.length, route?.notes]).toEqual([
    'open',
    100,
    ['It has many more addresses than those shown here.'],
  ]);
});

it('a thousand hosts at two thousand rules are told as the first addresses', () => {
  const hosts = Array.from({ length: 1000 }, (_, n) => `h${String(n)}.example`);
  const route = [{ destination: { host: 'web', port: { number: 80 } } }];
  const http = Array.from({ length: 2000 }, (_, n) => ({
    match: [{ uri: { prefix: `/${String(n)}` } }],
    route,
  }));
  const selector = { istio: 'ingressgateway' };
  const servers = [{ port: { number: 80, protocol: 'HTTP' }, hosts: ['*'] }];
  const world = worldWith({
    entries: {
      istioGateways: read(entry('edge', { selector, servers })),
      virtualServices: read(entry('many', { hosts, gateways: ['edge'], http })),
    },
    allServices: read(controllerService(selector)),
  });
  const [found] = virtualServiceRoutes(webSubject, world).map(told);
  expect([found?.at[0], found?.at.length, found?.notes]).toEqual([
    'http://h0.example/0 at 192.0.2.1',
    100,
    ['It has many more addresses than those shown here.'],
  ]);
});
