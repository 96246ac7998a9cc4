import { describe, expect, it } from 'vitest';
import { writtenName } from '../../../../src-main/engine/net/written-name.ts';
import { probePlan } from '../../../../src-main/engine/routes/probe/probe-plan.ts';
import type { Route, RouteAddress } from '../../../../src-main/shared/route.ts';

function address(host: string, change: Partial<RouteAddress> = {}): RouteAddress {
  return { scheme: 'http', host, port: 80, path: null, isPattern: false, entries: [], node: null, ...change };
}

function route(key: string, addresses: RouteAddress[], kind: Route['kind'] = 'nodePort'): Route {
  return {
    key,
    kind,
    opener: { kind: 'Service', namespace: 'shop', name: 'web' },
    servedBy: null,
    service: 'web',
    port: null,
    access: { by: 'network', addresses },
    state: { state: 'open' },
    notes: [],
  };
}

/** `10.0.0.0`, `10.0.0.1` … */
function many(count: number): RouteAddress[] {
  return Array.from({ length: count }, (_, index) => address(`10.0.0.${String(index)}`));
}

/** What is tried, and why the rest is not. */
function plan(...routes: Route[]): { tried: string[]; left: Record<string, string> } {
  const { tries, skipped } = probePlan(routes);
  return {
    tried: tries.map((each) => `${each.route} ${each.address}`),
    left: Object.fromEntries(
      skipped.map((each) => [
        `${each.route} ${each.address}`,
        each.result.result === 'notProbed' ? each.result.why : '',
      ]),
    ),
  };
}

describe('probePlan', () => {
  it('takes four addresses of a route, and the first of each before the second of any', () => {
    expect(plan(route('a', many(6)), route('b', many(2)))).toEqual({
      tried: [
        'a http://10.0.0.0',
        'b http://10.0.0.0',
        'a http://10.0.0.1',
        'b http://10.0.0.1',
        'a http://10.0.0.2',
        'a http://10.0.0.3',
      ],
      left: { 'a http://10.0.0.4': 'tooMany', 'a http://10.0.0.5': 'tooMany' },
    });
  });

  it('takes 64 in all, of as many routes as there can be', () => {
    const { tried, left } = plan(
      ...Array.from({ length: 5_000 }, (_, index) => route(String(index), many(2))),
    );
    expect([tried.length, tried.at(0), tried.at(-1), Object.keys(left).length]).toEqual([
      64,
      '0 http://10.0.0.0',
      '63 http://10.0.0.0',
      9_936,
    ]);
  });

  it.each<[string, RouteAddress, Route['kind'], string]>([
    ['UDP', address('10.0.0.1', { scheme: 'udp' }), 'nodePort', 'connectionless'],
    ['SCTP', address('10.0.0.1', { scheme: 'sctp' }), 'nodePort', 'connectionless'],
    ['a pattern', address('*.example.com', { isPattern: true }), 'ingress', 'pattern'],
    ['no host', address(''), 'ingress', 'incomplete'],
    ['a host of which no name can be made', address('a b\u001b[31m'), 'ingress', 'incomplete'],
    ['a host that would be another header', address('a\r\nX-Evil: 1'), 'ingress', 'incomplete'],
    ['a host too long for DNS', address('a.'.repeat(200)), 'ingress', 'incomplete'],
    ['port 0', address('10.0.0.1', { port: 0 }), 'ingress', 'incomplete'],
    ['a port beyond all', address('10.0.0.1', { port: 70_000 }), 'ingress', 'incomplete'],
    ["a node's own loopback", address('127.0.0.1'), 'hostPort', 'nodeOnly'],
  ])('does not try %s', (_, at, kind, why) => {
    const { tries, skipped } = probePlan([route('a', [at], kind)]);
    expect([tries, skipped.map(({ result }) => result)]).toEqual([[], [{ result: 'notProbed', why }]]);
  });

  it('tries what a load balancer on this computer gives', () => {
    const { tried } = plan(route('a', [address('localhost'), address('127.0.0.1')], 'loadBalancer'));
    expect(tried).toEqual(['a http://localhost', 'a http://127.0.0.1']);
  });

  it('does not count what is not tried', () => {
    const patterns = many(9).map((each) => ({ ...each, isPattern: true }));
    expect(plan(route('a', [...patterns, address('a.test')])).tried).toEqual(['a http://a.test']);
  });

  it('only connects to a cluster IP, and leaves alone what is no address', () => {
    const proxy: Route = { ...route('p', []), access: { by: 'apiServer', path: '/api/v1/' } };
    const { tries, skipped } = probePlan([route('c', [address('10.96.0.1')], 'clusterIp'), proxy]);
    expect([tries.map(({ at }) => at.scheme), skipped]).toEqual([['tcp'], []]);
  });
});

it.each([
  ['10.0.0.1', '10.0.0.1'],
  ['fd00::1', 'fd00::1'],
  ['Shop.Example.com.', 'shop.example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['_srv.example', '_srv.example'],
  ['a..b', null],
  ['*.example.com', null],
  ['.', null],
  ['host:80', null],
  ['shop.example.com/@evil.example', null],
  ['shop.example.com?evil', null],
  ['evil.example\\@shop.example.com', null],
])('writes %s as %s', (host, name) => {
  expect(writtenName(host)).toBe(name);
});
