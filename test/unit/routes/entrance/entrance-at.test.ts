import { expect, it } from 'vitest';
import type { Seen } from '../../../../src-main/engine/routes/world.ts';
import type { ServiceObject } from '../../../../src-main/engine/kube/kube-objects.ts';
import { httpProxyRoutes } from '../../../../src-main/engine/routes/custom/http-proxy.ts';
import { virtualServerRoutes } from '../../../../src-main/engine/routes/custom/virtual-server.ts';
import { controllerService, entry, told } from '../custom/custom-samples.ts';
import { ingress, routes, rule } from '../ingress/ingress-samples.ts';
import { read, unread, webSubject, worldWith } from '../world-samples.ts';

const ports = [
  { name: 'http', port: 8080 },
  { name: 'https', port: 8443 },
];
const host = 'h.example';
/** Where the controller's service is, and an address of which nothing else is known. */
const at = ['192.0.2.1', '192.0.2.9'];

/** What an Ingress, an HTTPProxy and a VirtualServer of one host say that have the same addresses in their status. */
function toldBy(serviceOf: (selector: Readonly<Record<string, string>>) => Seen<ServiceObject>) {
  const given = { loadBalancer: { ingress: at.map((ip) => ({ ip })) } };
  const services = [{ name: 'web', port: 80 }];
  const httpProxies = read(
    entry(
      'shop',
      { virtualhost: { fqdn: host }, routes: [{ services }] },
      { currentStatus: 'valid', ...given },
    ),
  );
  const externalEndpoints = at.map((ip) => ({ ip, ports: '[80,443]' }));
  const virtualServers = read(
    entry(
      'shop',
      {
        host,
        upstreams: [{ name: 'web', service: 'web', port: 80 }],
        routes: [{ path: '/', action: { pass: 'web' } }],
      },
      { state: 'Valid', externalEndpoints },
    ),
  );
  const contour = { 'app.kubernetes.io/name': 'contour', 'app.kubernetes.io/component': 'envoy' };
  const ingressNginx = {
    'app.kubernetes.io/name': 'ingress-nginx',
    'app.kubernetes.io/component': 'controller',
  };
  return [
    ...routes([ingress({ rules: [rule(host)] }, { at })], { allServices: serviceOf(ingressNginx) }),
    ...httpProxyRoutes(webSubject, worldWith({ entries: { httpProxies }, allServices: serviceOf(contour) })),
    ...virtualServerRoutes(
      webSubject,
      worldWith({ entries: { virtualServers }, allServices: serviceOf({ app: 'nginx-ingress' }) }),
    ),
  ]
    .map(told)
    .map(({ at: addresses, state }) => [...addresses, state]);
}

it('each kind is asked at the ports of its controller’s service where its status names the address of that', () => {
  const found = ['http://h.example:8080/ at 192.0.2.1', 'http://h.example/ at 192.0.2.9', 'open'];
  expect(toldBy((selector) => read(controllerService(selector, ports)))).toEqual([found, found, found]);
});

it('each kind is asked at the ports of its status, or the usual ones, where services may not be read', () => {
  const found = ['http://h.example/ at 192.0.2.1, 192.0.2.9', 'open'];
  expect(toldBy(() => unread())).toEqual([found, found, found]);
});
