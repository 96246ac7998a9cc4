import { describe, expect, test } from 'vitest';
import { served, told } from './map-samples.ts';
import { container, endpoint, pod, service, slice } from './world-samples.ts';

describe('a forward to a service', () => {
  test('asks by the port’s name, or by its number where a forward cannot say the name', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'a-name-of-more-than-15', port: 81 },
      { name: '8080', port: 82 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ];
    const given = ports.map(({ name, protocol }) => ({ name, port: 8080, ...(protocol && { protocol }) }));
    const slices = [slice('web', [endpoint('web-1')], given)];
    expect(told('portForward', { ...served({ ports }), slices })).toEqual([
      'http 80/TCP | service/web http | open',
      'a-name-of-more-than-15 81/TCP | service/web 81 | open',
      '8080 82/TCP | service/web 82 | open',
    ]);
  });

  const headless = (port: number) =>
    served({ clusterIP: 'None', clusterIPs: ['None'], ports: [{ name: 'http', port, targetPort: 'http' }] });

  test('that is headless takes its port for the pods’ own, as kubectl does', () => {
    expect([told('portForward', headless(8080)), told('portForward', headless(80))]).toEqual([
      ['http 8080/TCP | service/web http | open'],
      [
        'http 80/TCP | service/web http | broken: A forward to the headless service web leads to port 80 of its pods, and they have 8080. Forward a pod or its workload.',
      ],
    ]);
  });

  test('needs pods behind it', () => {
    const slices = [slice('web', [{ conditions: { ready: true } }])];
    expect(told('portForward', { ...served({ selector: {} }), slices })).toEqual([
      'http 80/TCP | service/web http | broken: This way needs a pod, and the endpoints of service web are none.',
    ]);
  });

  test.each([
    ['denied', 'denied: You may not forward ports here. Ask for the right to create pods/portforward.'],
    ['unknown', 'open'],
    ['allowed', 'open'],
  ] as const)('with a right that is %s', (portForward, state) => {
    expect(told('portForward', { ...served(), rights: { portForward } })).toEqual([
      `http 80/TCP | service/web http | ${state}`,
    ]);
  });
});

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
