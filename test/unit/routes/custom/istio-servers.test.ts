import { expect, it } from 'vitest';
import { virtualServiceRoutes } from '../../../../src-main/engine/routes/custom/virtual-service.ts';
import { read, webSubject, worldWith } from '../world-samples.ts';
import { controllerService, entry, told } from './custom-samples.ts';

it.each([
  ['of the service', 80, 'http://shop.example.com/ at 192.0.2.1'],
  ['of its pods, to which the service leads', 8080, 'http://shop.example.com/ at 192.0.2.1'],
  ['of pods alone', 9090, undefined],
])('a server of an Istio gateway at the port %s is open where the service is', (_which, number, at) => {
  const selector = { istio: 'ingressgateway' };
  const server = { port: { number, name: 'http', protocol: 'HTTP' }, hosts: ['*'] };
  const destination = { host: 'web', port: { number: 80 } };
  const http = [{ route: [{ destination }] }];
  const entries = {
    istioGateways: read(entry('edge', { selector, servers: [server] })),
    virtualServices: read(entry('shop', { hosts: ['shop.example.com'], gateways: ['edge'], http })),
  };
  const allServices = read(controllerService(selector, [{ name: 'http2', port: 80, targetPort: 8080 }]));
  const [found] = virtualServiceRoutes(webSubject, worldWith({ entries, allServices })).map(told);
  expect([found?.at[0], found?.state]).toEqual([
    at,
    at === undefined ? 'unknown: No service of its controller opens the entry 9090 to the outside.' : 'open',
  ]);
});
