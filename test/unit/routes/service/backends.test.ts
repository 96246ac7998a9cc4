import { describe, expect, it } from 'vitest';
import { findRoutes } from '../../../../src-main/engine/routes/find-routes.ts';
import type { EntryKind } from '../../../../src-main/engine/kube/entry-kinds.ts';
import type { EntryObject, ServicePort } from '../../../../src-main/engine/kube/kube-objects.ts';
import type { Seen, Subject } from '../../../../src-main/engine/routes/world.ts';
import { say } from '../../../../src-main/shared/language/message.ts';
import type { RouteKind } from '../../../../src-main/shared/route.ts';
import { entry } from '../custom/custom-samples.ts';
import { endpoint, read, service, slice, stateText, webSubject, worldWith } from '../world-samples.ts';

type Port = string | number;

const valid = { currentStatus: 'valid', state: 'Valid' };
const at = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
const admitted = { routerName: 'default', conditions: [{ type: 'Admitted', status: 'True' }] };
const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];
const gateway = entry(
  'edge',
  { gatewayClassName: 'any', listeners },
  { addresses: [{ value: '192.0.2.1' }] },
);

/** An entry of each kind that leads to a port of `shop/web`. */
const entries = {
  ingress: (port) => {
    const named = typeof port === 'number' ? { number: port } : { name: port };
    const backend = { service: { name: 'web', port: named } };
    const paths = [{ path: '/', pathType: 'Prefix', backend }];
    return { ingresses: entry('a', { rules: [{ host: 'a.example', http: { paths } }] }, at) };
  },
  virtualServer: (port) => {
    const upstreams = [{ name: 'web', service: 'web', port }];
    const routes = [{ path: '/', action: { pass: 'web' } }];
    const status = { ...valid, externalEndpoints: [{ ip: '192.0.2.1', ports: '[80]' }] };
    return { virtualServers: entry('a', { host: 'a.example', upstreams, routes }, status) };
  },
  ingressRoute: (port) => ({
    ingressRoutes: entry('a', {
      routes: [{ match: 'Host(`a.example`)', services: [{ name: 'web', port }] }],
    }),
  }),
  openshiftRoute: (targetPort) => ({
    openshiftRoutes: entry(
      'a',
      { host: 'a.example', to: { name: 'web' }, port: { targetPort } },
      { ingress: [admitted] },
    ),
  }),
  httpProxy: (port) => ({
    httpProxies: entry(
      'a',
      { virtualhost: { fqdn: 'a.example' }, routes: [{ services: [{ name: 'web', port }] }] },
      { ...valid, ...at },
    ),
  }),
  virtualService: (port) => ({
    virtualServices: entry('a', {
      hosts: ['a.example'],
      http: [{ route: [{ destination: { host: 'web', port: { number: port } } }] }],
    }),
  }),
  gateway: (port) => ({
    gateways: gateway,
    httpRoutes: entry('a', {
      parentRefs: [{ name: 'edge' }],
      rules: [{ backendRefs: [{ name: 'web', port }] }],
    }),
  }),
} satisfies Partial<Record<RouteKind, (port: Port) => Partial<Record<EntryKind, EntryObject>>>>;
type Kind = keyof typeof entries;

function led(kind: Kind, port: Port, subject: Subject): string[] {
  const objects: Partial<Record<EntryKind, EntryObject>> = entries[kind](port);
  const seen = Object.fromEntries(
    Object.entries(objects).map(([name, object]): [string, Seen<EntryObject>] => [name, read(object)]),
  );
  return findRoutes(subject, worldWith({ entries: seen }))
    .filter((route) => route.kind === kind)
    .map(({ port: found, state, notes }) => {
      const to = found === null ? 'no port' : `${found.name ?? ''} ${String(found.port)}/${found.protocol}`;
      return [to.trim(), stateText(state), ...notes.map((note) => say('en', note))].join(' | ');
    });
}

describe('of a TCP and a UDP port of one number, rules lead to that of TCP', () => {
  const ports = [
    { name: 'h3', port: 443, targetPort: 8443, protocol: 'UDP' },
    { name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' },
  ];
  const its = {
    service: service('web', { ports }),
    slices: [
      slice(
        'web',
        [endpoint('web-1')],
        ports.map((each) => ({ ...each, port: 8443 })),
      ),
    ],
    own: null,
  };
  it.each([
    ['ingress', 443],
    ['ingress', 'https'],
    ['virtualServer', 443],
    ['ingressRoute', 443],
    ['ingressRoute', 'https'],
    ['openshiftRoute', 8443],
    ['openshiftRoute', 'https'],
    ['httpProxy', 443],
    ['virtualService', 443],
  ] as const)('of %s, by %s', (kind, port) => {
    const found = led(kind, port, { ...webSubject, services: [its] });
    expect(found.map((each) => each.split(' | ')[0])).toEqual(['https 443/TCP']);
  });
});

describe('a service that stands for a name outside', () => {
  const outside = (...ports: readonly ServicePort[]): Subject => {
    const spec = { type: 'ExternalName', externalName: 'db.example.org', clusterIPs: [], ports };
    return { ...webSubject, services: [{ service: service('web', spec), slices: [], own: null }] };
  };
  const declared = outside({ name: 'https', port: 443 });
  const none = outside();
  const entrance =
    'unknown: No service tells where its controller listens. Check that the controller runs, or use a forward.';
  const traefik =
    'The service only stands for a name outside, to which Traefik leads only with allowExternalNameServices.';
  const contour =
    'The service only stands for a name outside, to which Contour leads only with enableExternalNameService.';
  const missing = 'no port | broken: It leads to port 443 of service web, which has no such port.';

  it.each([
    ['ingress', declared, ['https 443/TCP | open']],
    ['ingress', none, ['443/TCP | open']],
    ['virtualServer', declared, ['https 443/TCP | open']],
    ['virtualServer', none, ['443/TCP | open']],
    ['ingressRoute', declared, [`https 443/TCP | ${entrance} | ${traefik}`]],
    ['ingressRoute', none, [`443/TCP | ${entrance} | ${traefik}`]],
    ['httpProxy', declared, [`https 443/TCP | open | ${contour}`]],
    ['httpProxy', none, [missing]],
    ['virtualService', none, [missing.replace('. ', ' ')]],
  ] as const)('is what %s leads to', (kind, subject, expected) => {
    expect(led(kind, 443, subject)).toEqual(expected);
  });

  it('is left to each implementation of the Gateway API', () => {
    expect(led('gateway', 443, declared)).toEqual([
      'https 443/TCP | unknown: Service web only stands for a name outside, and whether the gateway leads there is not known. | Comes in through Gateway shop/edge.',
    ]);
  });
});
