import { expect, test } from 'vitest';
import { message, say } from '../../../src-main/shared/language/message.ts';
import type { ProbeResult } from '../../../src-main/shared/probe.ts';
import {
  addressText,
  type Route,
  type RouteAddress,
  type RouteState,
} from '../../../src-main/shared/route.ts';
import { wayVerdict } from '../../../src-main/shared/way-verdict.ts';

const answers: ProbeResult = { result: 'reachable', milliseconds: 3, status: 200, certificate: null };
const refused: ProbeResult = { result: 'refused' };
const left: ProbeResult = { result: 'notProbed', why: 'pattern' };
const open: RouteState = { state: 'open' };
const why = message('ways.noPod');

/** A way by the network whose addresses gave these results, in their order. */
interface Way extends Pick<Route, 'kind'> {
  readonly servedBy?: string;
  readonly state?: RouteState;
  readonly gave: readonly (ProbeResult | undefined)[];
}

function verdict(ways: readonly Way[], forward: RouteState = open): string {
  const results = new Map<string, ProbeResult | undefined>();
  const routes = ways.map((way): Route => {
    const addresses = way.gave.map((result, index) => {
      const address: RouteAddress = {
        scheme: 'http',
        host: `${way.kind.toLowerCase()}-${String(index)}.example`,
        port: 80,
        path: null,
        isPattern: false,
        entries: [],
        node: null,
      };
      results.set(addressText(address), result);
      return address;
    });
    return route({ ...way, state: way.state ?? open, access: { by: 'network', addresses } });
  });
  const target = { kind: 'service', name: 'web' } as const;
  const access = { by: 'forward', target, remote: 80 } as const;
  const all = [route({ kind: 'portForward', state: forward, access }), ...routes];
  return say(
    'en',
    wayVerdict(all, (_route, address) => results.get(address)),
  );
}

function route(own: Pick<Route, 'kind' | 'state' | 'access'> & { readonly servedBy?: string }): Route {
  const opener = { kind: 'Service', namespace: 'shop', name: 'web' };
  return { key: own.kind, opener, service: 'web', port: null, notes: [], servedBy: null, ...own };
}

test.each<[string, Way[], string]>([
  [
    'the most public one that answers is named, and the most public one that does not',
    [
      { kind: 'nodePort', gave: [refused, answers] },
      { kind: 'loadBalancer', gave: [], state: { state: 'waiting', why, since: null } },
      { kind: 'hostPort', gave: [answers] },
      {
        kind: 'ingress',
        servedBy: 'nginx',
        gave: [{ result: 'nameUnresolved', late: false, name: 'x', use: null }],
      },
    ],
    'From this computer, “Node port” answers at http://nodeport-1.example, but “Ingress (nginx)” does not.',
  ],
  [
    'one that answers is enough of its kind',
    [
      { kind: 'ingress', gave: [refused] },
      { kind: 'ingress', gave: [answers] },
    ],
    'From this computer, “Ingress” answers at http://ingress-0.example.',
  ],
  [
    'cluster addresses, what was left out and what is meant for the inside are not compared',
    [
      { kind: 'clusterIp', gave: [refused] },
      { kind: 'ingress', gave: [left] },
      { kind: 'gateway', gave: [refused], state: { state: 'inside', why } },
      { kind: 'nodePort', gave: [answers] },
    ],
    'From this computer, “Node port” answers at http://nodeport-0.example.',
  ],
  [
    'where none answers, a forward does',
    [{ kind: 'nodePort', gave: [refused] }],
    'No address answers from this computer. A forward leads there.',
  ],
  [
    'where there is none, a forward does',
    [],
    'No address answers from this computer. A forward leads there.',
  ],
])('%s', (_what, ways, words) => {
  expect(verdict(ways)).toBe(words);
});

test('what nothing leads to is said so', () => {
  expect(verdict([{ kind: 'nodePort', gave: [refused] }], { state: 'denied', why })).toBe(
    'No address answers from this computer, and no forward leads there either.',
  );
});
