import { expect, it } from 'vitest';
import { webUrl } from '../../../src-main/app/web-url.ts';
import type { RouteAddress } from '../../../src-main/shared/route.ts';

const address: RouteAddress = {
  scheme: 'https',
  host: 'shop.example.com',
  port: 443,
  path: '/a b',
  isPattern: false,
  entries: [],
  node: null,
};

it.each<[Partial<RouteAddress>, string | null]>([
  [{}, 'https://shop.example.com/a%20b'],
  [{ scheme: 'http', host: 'fd00::2', port: 30_080, path: null }, 'http://[fd00::2]:30080/'],
  [{ host: '10.0.0.2', port: 8443, path: '/' }, 'https://10.0.0.2:8443/'],
  [{ scheme: 'tcp' }, null],
  [{ isPattern: true }, null],
  [{ host: 'user:secret@evil.example' }, null],
  [{ host: 'evil.example/x?' }, null],
  [{ host: 'evil.example#' }, null],
  [{ host: 'evil.example\\@shop.example.com' }, null],
  [{ host: '' }, null],
  [{ host: 'javascript:alert(1)' }, null],
])('a browser is sent to the address that %j makes of it, or nowhere', (parts, url) => {
  expect(webUrl({ ...address, ...parts })).toBe(url);
});
