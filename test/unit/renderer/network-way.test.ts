import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import type { ProbeResult } from '../../../src-main/shared/probe.ts';
import type { Route, RouteAddress, RouteState } from '../../../src-main/shared/route.ts';
import { networkWay } from '../../../src-renderer/text/network-way.ts';
import { addressSample, routeSample } from './route-samples.ts';

const good: ProbeResult = { result: 'reachable', milliseconds: 2, status: 200, certificate: null };
const refused: ProbeResult = { result: 'refused' };
const untried: ProbeResult = { result: 'notProbed', why: 'pattern' };
const unresolved: ProbeResult = {
  result: 'nameUnresolved',
  late: false,
  name: 'shop.example.com',
  use: null,
};
const host = addressSample('shop.example.com', { path: '/', entries: ['10.0.0.2'] });
const node = addressSample('10.0.0.1');
const why = message('ways.noPod');

function look(
  address: RouteAddress | undefined,
  results: ProbeResult[],
  state: RouteState,
  canForward = true,
) {
  const addresses = address === undefined ? [] : [address];
  const access: Route['access'] = { by: 'network', addresses };
  const route = routeSample('way', { access, state });
  const { leadsThere, instead, look: shown } = networkWay({ route, address, results, canForward });
  return [shown.tone, leadsThere, instead];
}

const open = { state: 'open' } as const;
const inside = { state: 'inside', why } as const;
const broken = { state: 'broken', why } as const;

test.each<[string, ReturnType<typeof look>, ReturnType<typeof look>]>([
  ['an open way is one before it is tried', look(host, [], open), ['soft', true, null]],
  ['an open way is one where it is not tried', look(host, [untried], open), ['soft', true, 'localEntry']],
  ['what answers leads there', look(host, [good], open), ['ok', true, null]],
  ['one of several that answers is enough', look(node, [refused, good], open), ['warn', true, null]],
  [
    'in place of a host that answers nothing, a local entry',
    look(host, [refused], open),
    ['bad', false, 'localEntry'],
  ],
  [
    'in place of a host without a name, a local entry',
    look(host, [unresolved], open),
    ['warn', false, 'localEntry'],
  ],
  [
    'in place of a node that answers nothing, a forward',
    look(node, [refused], open),
    ['bad', false, 'forward'],
  ],
  ['no forward where there is one', look(node, [refused], open, false), ['bad', false, null]],
  [
    'in place of what leads in inside the cluster alone, a forward',
    look(node, [], inside),
    ['soft', false, 'forward'],
  ],
  [
    'no local entry to what is broken, but a forward',
    look(host, [refused], broken),
    ['bad', false, 'forward'],
  ],
  ['a forward where there is no address yet', look(undefined, [], inside), ['soft', false, 'forward']],
])('%s', (_what, is, should) => {
  expect(is).toEqual(should);
});
