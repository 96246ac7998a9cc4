import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import type { Route, RouteAddress } from '../../../src-main/shared/route.ts';
import { forwardInstead } from '../../../src-renderer/text/forward-instead.ts';
import { wayRows } from '../../../src-renderer/text/way-rows.ts';
import { addressSample, routeSample } from './route-samples.ts';

const http = { name: 'http', port: 80, protocol: 'TCP' } as const;

const network = (...addresses: RouteAddress[]) => ({ by: 'network', addresses }) as const;
const forward = (parts: Partial<Route> = {}) =>
  routeSample('forward', {
    kind: 'portForward',
    access: { by: 'forward', target: { kind: 'service', name: 'web' }, remote: 'http' },
    ...parts,
  });

test('a route of several nodes is one line, each URL of a route is a line of its own', () => {
  const nodes = routeSample('nodes', {
    access: network(addressSample('10.0.0.1'), addressSample('10.0.0.2')),
  });
  const urls = routeSample('urls', {
    access: network(
      addressSample('shop.example.com', { scheme: 'https', port: 443, path: '/' }),
      addressSample('*.example.com', { path: '/a', isPattern: true }),
    ),
  });
  const lines = wayRows([nodes, urls, forward(), routeSample('none', {})]);
  expect(lines.map(({ key, text, others, at, opens }) => [key, text, others, at, opens])).toEqual([
    ['nodes', 'http://10.0.0.1', ['http://10.0.0.2'], 0, true],
    ['urls 0', 'https://shop.example.com/', [], 0, true],
    ['urls 1', 'http://*.example.com/a', [], 1, false],
    ['forward', null, [], null, false],
    ['none', '', [], null, false],
  ]);
});

test('a browser is sent to no database', () => {
  const database = routeSample('db', {
    access: network(addressSample('10.0.0.1', { scheme: 'tcp', port: 30432 })),
  });
  expect(wayRows([database])).toMatchObject([{ text: '10.0.0.1:30432', at: 0, opens: false }]);
});

test('in the place of a way can be had a forward to the same port, where that one is not blocked as well', () => {
  const why = message('ways.noPod');
  const blocked = routeSample('lb', { state: { state: 'waiting', why, since: null } });
  const otherPort = routeSample('other', { ...blocked, port: { ...http, port: 81 } });
  const instead = { target: { kind: 'service', name: 'web' }, port: http };
  expect([
    forwardInstead(blocked, [blocked, forward()]),
    forwardInstead(otherPort, [forward()]),
    forwardInstead(blocked, [forward({ state: { state: 'denied', why } })]),
    forwardInstead(forward({ state: { state: 'broken', why } }), [forward()]),
  ]).toEqual([instead, null, null, null]);
});
