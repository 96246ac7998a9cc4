import { describe, expect, it } from 'vitest';
import { read } from '../world-samples.ts';
import { gateway, https, listener, route, told, toldOf } from './gateway-samples.ts';

describe('a GRPCRoute, a TLSRoute and a TCPRoute', () => {
  it('are ways by their own protocols, through the listeners that speak them', () => {
    const tls = (name: string, port: number, mode: string) =>
      listener({ name, port, protocol: 'TLS', tls: { mode } });
    const gateways = read(
      gateway({
        listeners: [
          listener(),
          https,
          tls('passed', 8443, 'Passthrough'),
          tls('ended', 9443, 'Terminate'),
          listener({ name: 'tcp', port: 5432, protocol: 'TCP' }),
          listener({ name: 'udp', port: 53, protocol: 'UDP' }),
          listener({ name: 'own', port: 7, protocol: 'example.com/own' }),
        ],
      }),
    );
    const matches = [
      { method: { service: 'cart.Cart', method: 'Add' } },
      { method: { type: 'Exact', service: 'cart.Cart' } },
    ];
    const backendRefs = [{ name: 'web', port: 80 }];
    expect([
      told({ gateways, grpcRoutes: read(route({ rules: [{ matches, backendRefs }] })) }),
      told({ gateways, tlsRoutes: read(route()) }),
      told({ gateways, tcpRoutes: read(route({ hostnames: undefined })) }),
    ]).toEqual([
      [
        [
          'GRPCRoute shop/web to web:80',
          'grpc shop.example.com:80 at 192.0.2.10',
          'grpcs shop.example.com:443 at 192.0.2.10',
          'open',
          'It takes requests with /cart.Cart/Add.',
          'It takes requests with /cart.Cart/*.',
        ],
      ],
      [
        [
          'TLSRoute shop/web to web:80',
          'tls shop.example.com:8443 at 192.0.2.10',
          'tls shop.example.com:9443 at 192.0.2.10',
          'open',
          'The gateway passes TLS through: the certificate is that of the pod, and only the server name chooses it.',
        ],
      ],
      [
        [
          'TCPRoute shop/web to web:80',
          'tls 192.0.2.10:9443 at itself',
          'tcp 192.0.2.10:5432 at itself',
          'open',
        ],
      ],
    ]);
  });

  it('are told where no listener speaks their protocol, or none may take their kind', () => {
    const why = (kind: string) =>
      `broken: No listener of Gateway infra/public that this route names takes a ${kind}. Check its protocol and allowedRoutes.`;
    const kinds = [{ kind: 'GRPCRoute' }, { group: 'other.example.com', kind: 'HTTPRoute' }];
    const only = listener({ allowedRoutes: { namespaces: { from: 'All' }, kinds } });
    const gateways = read(gateway({ listeners: [only] }));
    expect([
      told({ tcpRoutes: read(route()) }).map(([, state]) => state),
      toldOf(route(), { gateways }),
      told({ gateways, grpcRoutes: read(route()) }).map(([, , state]) => state),
    ]).toEqual([[why('TCPRoute')], [[why('HTTPRoute')]], ['open']]);
  });
});
