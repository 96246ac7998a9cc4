import { expect, it } from 'vitest';
import { ingressRouteRoutes } from '../../../../src-main/engine/routes/custom/ingress-route.ts';
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
