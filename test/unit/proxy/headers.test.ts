import { expect, it } from 'vitest';
import { localLink } from '../../../src-main/engine/proxy/place.ts';
import { requestHeaders } from '../../../src-main/engine/proxy/request-headers.ts';
import { responseHeaders } from '../../../src-main/engine/proxy/response-headers.ts';

const path = '/api/v1/namespaces/shop/services/https:web:443/proxy';
const place = { server: new URL('https://api.example:6443/k8s/c-1'), path, scheme: 'https' } as const;

it.each([
  [`${path}/a?b`, '/a?b'],
  [path, '/'],
  [`${path}?x`, '/?x'],
  [`/k8s/c-1${path}/a`, '/a'],
  [`//api.example:6443${path}/a`, '/a'],
  [`http://API.example:6443${path}/a`, '/a'],
  [`https://api.example:6443/other${path}`, `https://api.example:6443/other${path}`],
  [`https://evil.example${path}/a`, `https://evil.example${path}/a`],
  [`${path}//evil.example/a`, '/.//evil.example/a'],
  [`http://api.example:6443${path}/\\evil.example`, '/./\\evil.example'],
  [`${path}x`, `${path}x`],
  ['https://[broken/', 'https://[broken/'],
  ['', ''],
])('the link %s is %s here', (link, local) => {
  expect(localLink(place, link)).toBe(local);
});

it('passes on what is the application’s, and nothing by which the API server would know somebody', () => {
  const headersDistinct = {
    host: ['127.0.0.1:1'],
    authorization: ['Bearer x'],
    'impersonate-extra-a': ['x'],
    'x-remote-extra-a': ['x'],
    'x-forwarded-proto': ['x'],
    forwarded: ['x'],
    'proxy-authorization': ['x'],
    'sec-websocket-protocol': ['base64url.bearer.authorization.k8s.io.eA'],
    'accept-encoding': ['deflate'],
    connection: ['keep-alive, X-Own'],
    'x-own': ['x'],
    te: ['trailers'],
    origin: ['http://127.0.0.1:1'],
    referer: ['https://elsewhere.example/a'],
    cookie: ['a=1', 'b=2'],
  };
  expect(requestHeaders({ headersDistinct }, place)).toEqual({
    'accept-encoding': 'identity',
    origin: 'https://api.example:6443',
    referer: 'https://elsewhere.example/a',
    cookie: ['a=1', 'b=2'],
  });
});

it('keeps what the API server says of itself, and says the rest as it is here', () => {
  const headers = {
    'audit-id': '1',
    'x-kubernetes-pf-flowschema-uid': '1',
    'www-authenticate': 'Basic',
    'strict-transport-security': 'max-age=1',
    'transfer-encoding': 'chunked',
    'cache-control': ['no-cache, private', 'max-age=60'],
    location: `${path}/a`,
    'set-cookie': [`a=1; Path=${path}; Domain=.Api.example; Secure`, 'b=x; path=/'],
    'x-name': 'ü',
    'x-name-in-utf-8': '名',
  };
  expect(responseHeaders(headers, place)).toEqual({
    'cache-control': 'max-age=60',
    location: '/a',
    'set-cookie': ['a=1; Path=/', 'b=x; path=/'],
    'x-name': 'ü',
    'x-name-in-utf-8': Buffer.from('名').toString('latin1'),
  });
});
