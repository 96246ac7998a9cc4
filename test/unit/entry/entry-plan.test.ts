import { expect, it } from 'vitest';
import { entryPlan } from '../../../src-main/engine/entry/entry-plan.ts';
import { entryPath, entryPlace, isSameEntry, isServable } from '../../../src-main/shared/local-entry.ts';
import type { Route, RouteAddress, ServingService } from '../../../src-main/shared/route.ts';

const edge: ServingService = {
  namespace: 'ingress',
  name: 'edge',
  ports: [
    { port: 80, scheme: 'http', nodePort: 30080 },
    { port: 443, scheme: 'https', nodePort: null },
    { port: 8443, scheme: null, nodePort: 30443 },
  ],
};

function address(own: Partial<RouteAddress>): RouteAddress {
  const usual = { scheme: 'https', host: 'shop.example.com', port: 443, path: '/' } as const;
  return { ...usual, isPattern: false, entries: [], node: null, ...own };
}

function routeTo(serving: ServingService[], own: Partial<RouteAddress>): Route {
  const opener = { kind: 'Ingress', namespace: 'shop', name: 'shop' };
  const access = { by: 'network', addresses: [address(own)] } as const;
  const way = { key: 'ingress', kind: 'ingress', servedBy: null, service: 'web', port: null } as const;
  return {
    ...way,
    opener,
    serving,
    access: { ...access, addresses: [...access.addresses] },
    state: { state: 'open' },
    notes: [],
  };
}

it.each<[string, Partial<RouteAddress>, number]>([
  ['of the same number', {}, 443],
  ['that nodes open at that number', { port: 30443 }, 8443],
  ['that speaks the same, where another program leads to it', { port: 8080, scheme: 'http' }, 80],
])('a host is asked for at the port of the service %s', (_what, own, port) => {
  expect(entryPlan(routeTo([edge], own), address(own)).services).toEqual([
    { namespace: 'ingress', service: 'edge', port },
  ]);
});

it('a service without such a port leads nowhere, and entries that are no names neither', () => {
  const own = { port: 8080, entries: ['192.0.2.1', 'lb.example.com.', 'no name'] };
  const noWeb = { ...edge, ports: [{ port: 9000, scheme: null, nodePort: null }] };
  expect(entryPlan(routeTo([noWeb], own), address(own))).toEqual({
    scheme: 'https',
    host: 'shop.example.com',
    port: 8080,
    services: [],
    hosts: ['192.0.2.1', 'lb.example.com'],
  });
});

it.each<[string, Partial<RouteAddress>, boolean]>([
  ['a name', {}, true],
  ['a name with a path for many', { path: '/a|b', isPattern: true }, true],
  ['a name whose part is a number', { host: '1.shop.example' }, true],
  ['a wildcard', { host: '*.example.com', isPattern: true }, false],
  ['an IPv4 address', { host: '192.0.2.1' }, false],
  ['an IPv6 address', { host: '2001:db8::1' }, false],
  ['what is hostile', { host: 'shop.example.com/@evil.example' }, false],
  ['another protocol', { scheme: 'grpcs' }, false],
])('the window offers a local entry for %s: as the engine can serve it', (_what, own, can) => {
  const route = routeTo([edge], own);
  const planned = (): boolean => {
    try {
      return entryPlan(route, address(own)).services.length > 0;
    } catch {
      return false;
    }
  };
  expect([isServable(route, address(own)), planned()]).toEqual([can, can]);
});

it('the window offers no local entry where nothing leads to the host', () => {
  expect(isServable(routeTo([], {}), address({}))).toBe(false);
});

it.each<[string, Partial<RouteAddress>, string]>([
  ['its own path', { path: '/cart?of=me' }, '/cart?of=me'],
  ['the start where its path is a regular expression', { path: '/api(/|$)(.*)', isPattern: true }, '/'],
  ['the start where it has no path', { path: null }, '/'],
  ['the start where its path is none for a browser', { path: '/a b' }, '/'],
])('a browser is sent to %s', (_what, own, path) => {
  expect(entryPath(address(own))).toBe(path);
});

it.each<[string, Route, Partial<RouteAddress>, boolean]>([
  ['another path of it', routeTo([edge], {}), { path: '/cart' }, true],
  ['another spelling of it', routeTo([edge], {}), { host: 'Shop.Example.com.' }, true],
  ['a program that moves to another address', routeTo([edge], {}), { entries: ['192.0.2.9'] }, true],
  ['another port', routeTo([edge], {}), { port: 8443 }, false],
  ['another program', routeTo([{ ...edge, name: 'other' }], {}), {}, false],
  ['a program that is known by its address alone', routeTo([], {}), { entries: ['192.0.2.1'] }, false],
])('a local entry to a host and %s', (_what, route, own, isSame) => {
  const one = entryPlace('demo', routeTo([edge], {}), address({}));
  const other = entryPlace('demo', route, address(own));
  expect(one !== null && other !== null && isSameEntry(one, other)).toBe(isSame);
});

it('a local entry serves no address of another protocol, whatever its host and port', () => {
  expect(entryPlace('demo', routeTo([edge], {}), address({ scheme: 'grpcs' }))).toBeNull();
});
