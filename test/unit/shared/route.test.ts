import { expect, test } from 'vitest';
import { networkAddress } from '../../../src-main/engine/routes/network-address.ts';
import { addressText, type RouteAddress } from '../../../src-main/shared/route.ts';

test.each([
  [{ scheme: 'http', host: '10.0.0.1', port: 80 }, 'http://10.0.0.1'],
  [{ scheme: 'http', host: '10.0.0.1', port: 443 }, 'http://10.0.0.1:443'],
  [{ scheme: 'https', host: 'shop.example.com', port: 443, path: '/' }, 'https://shop.example.com/'],
  [
    { scheme: 'https', host: 'shop.example.com', port: 8443, path: '/a b' },
    'https://shop.example.com:8443/a b',
  ],
  [{ scheme: 'http', host: 'fd00::1', port: 30080 }, 'http://[fd00::1]:30080'],
  [{ scheme: 'tcp', host: 'fd00::1', port: 5432 }, '[fd00::1]:5432'],
  [{ scheme: 'udp', host: '10.0.0.1', port: 53 }, '10.0.0.1:53'],
  [{ scheme: 'grpc', host: 'api.example.com', port: 443, path: '/shop.Cart' }, 'api.example.com:443'],
  [{ scheme: 'https', host: '*.example.com', port: 443, isPattern: true }, 'https://*.example.com'],
] as const)(
  '%o is written %s',
  (place: Partial<RouteAddress> & Pick<RouteAddress, 'scheme' | 'host' | 'port'>, text) => {
    expect(addressText({ ...networkAddress(place), ...place })).toBe(text);
  },
);
