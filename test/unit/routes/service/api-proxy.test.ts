import { describe, expect, test } from 'vitest';
import { served, told } from '../map-samples.ts';
import { container, endpoint, pod, service, slice } from '../world-samples.ts';

describe('the API server’s proxy', () => {
  const path = '/api/v1/namespaces/shop/services';

  test('leads to ports that may be for HTTP, by name where it has one that is no number', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'tls', port: 443, appProtocol: 'https' },
      { port: 1234 },
      { name: '77', port: 7000 },
      { name: 'postgres', port: 5432 },
      { name: 'grpc', port: 50051 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ];
    const cluster = {
      target: 'svc/shop',
      services: [service('shop', { ports })],
      slices: [
        slice(
          'shop',
          [endpoint('a')],
          ports.map(({ name }) => ({ ...(name && { name }), port: 1 })),
        ),
      ],
    };
    expect(told('apiProxy', cluster)).toEqual([
      `http 80/TCP | ${path}/shop:http/proxy/ | open`,
      `tls 443/TCP | ${path}/https:shop:tls/proxy/ | open`,
      `1234/TCP | ${path}/shop:1234/proxy/ | open`,
      `77 7000/TCP | ${path}/shop:7000/proxy/ | open`,
    ]);
  });

  test('leads to a pod by number, beside its services', () => {
    const pods = [
      pod('web-1', container({ name: 'http', containerPort: 8080 }, { name: 'https', containerPort: 8443 })),
    ];
    expect(told('apiProxy', { ...served(), pods, target: 'pod/web-1' })).toEqual([
      `http 80/TCP | ${path}/web:http/proxy/ | open`,
      'http 8080/TCP | /api/v1/namespaces/shop/pods/web-1:8080/proxy/ | open',
      'https 8443/TCP | /api/v1/namespaces/shop/pods/https:web-1:8443/proxy/ | open',
    ]);
  });

  test('leads to a headless service, but not to endpoints that are no pods', () => {
    const cluster = served({ clusterIP: 'None', clusterIPs: ['None'], selector: {} });
    const slices = [slice('web', [{ conditions: { ready: true } }])];
    expect([told('apiProxy', cluster), told('apiProxy', { ...cluster, slices })]).toEqual([
      [`http 80/TCP | ${path}/web:http/proxy/ | open`],
      [
        `http 80/TCP | ${path}/web:http/proxy/ | broken: This way needs a pod, and the endpoints of service web are none.`,
      ],
    ]);
  });

  test('is denied to a service and a pod by a right of its own each', () => {
    const of = (rights: object) =>
      told('apiProxy', { ...served(), target: 'pod/web-1', rights }).map((line) => line.split(' | ')[2]);
    const denied = (resource: string) =>
      `denied: You may not use the API server’s proxy here. Ask for the right to get ${resource}.`;
    expect([of({ serviceProxy: 'denied' }), of({ podProxy: 'denied' }), of({ podProxy: 'unknown' })]).toEqual(
      [
        [denied('services/proxy'), 'open'],
        ['open', denied('pods/proxy')],
        ['open', 'open'],
      ],
    );
  });
});
