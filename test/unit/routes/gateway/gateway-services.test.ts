import { expect, it } from 'vitest';
import type { ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { read } from '../world-samples.ts';
import { route, routesIn } from './gateway-samples.ts';

const ports = [{ name: 'http', port: 80, nodePort: 30080 }];
const made: ServiceObject = {
  metadata: {
    namespace: 'infra',
    name: 'public-proxy',
    labels: { 'gateway.networking.k8s.io/gateway-name': 'public' },
  },
  spec: { ports },
};

/** The services that a route through the gateway `infra/public`, at 192.0.2.10, is served by. */
function servedBy(...services: readonly ServiceObject[]): string[] {
  const world = { allServices: read(...services) };
  return routesIn({ httpRoutes: read(route()) }, world).flatMap(({ serving = [] }) =>
    serving.map(({ namespace, name }) => `${namespace}/${name}`),
  );
}

it.each<[string, ServiceObject]>([
  ['load balancer', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } } }],
  ['external address', { spec: { externalIPs: ['192.0.2.10'] } }],
  ['cluster address', { spec: { clusterIPs: ['192.0.2.10'] } }],
])('a gateway is served by the service that has its address as its %s', (_what, its) => {
  const metadata = { namespace: 'infra', name: 'proxy' };
  expect(servedBy({ metadata, ...its }, { metadata: { ...metadata, name: 'other' } })).toEqual([
    'infra/proxy',
  ]);
});

it('a gateway is served by what was made for it, whatever else has its address', () => {
  const other = { metadata: { namespace: 'infra', name: 'proxy' }, spec: { clusterIPs: ['192.0.2.10'] } };
  const elsewhere = { ...made, metadata: { ...made.metadata, namespace: 'other' } };
  expect(servedBy(other, elsewhere, made)).toEqual(['infra/public-proxy']);
});

it('a gateway whose services nobody knows is served by none', () => {
  expect(servedBy({ metadata: { namespace: 'infra', name: 'proxy' } })).toEqual([]);
});
