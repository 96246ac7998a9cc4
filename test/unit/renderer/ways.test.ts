import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import type { ProbeResult } from '../../../src-main/shared/probe.ts';
import type { Route, RouteState } from '../../../src-main/shared/route.ts';
import { Client } from '../../../src-renderer/client.ts';
import { WaysState } from '../../../src-renderer/state/ways.svelte.ts';
import { MemoryBridge } from './memory-bridge.ts';
import { addressSample, routeSample } from './route-samples.ts';

const target = { context: 'dev', namespace: 'shop', kind: 'service', name: 'web' } as const;
const answered: ProbeResult = { result: 'reachable', milliseconds: 2, status: 200, certificate: null };
const noPods: RouteState = { state: 'broken', why: message('ways.noPods', { service: 'web' }) };

function route(key: string, port: number, state: RouteState): Route {
  const access: Route['access'] = { by: 'network', addresses: [addressSample('192.0.2.1', { port })] };
  return routeSample(key, { access, state });
}

/** The ways in to the target, of which `a` and `b` have been tried and answer. */
async function tried() {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const ways = new WaysState(client);
  await client.join(() => undefined);
  const tell = (...routes: readonly Route[]) =>
    bridge.emit('ways.changed', {
      target,
      news: { phase: 'live', map: { target, routes: [...routes], services: [], pods: [], unread: [] } },
    });
  const probed = Promise.withResolvers<undefined>();
  bridge.answers.set('ways.probe', () => {
    for (const [key, port] of [
      ['a', 80],
      ['b', 81],
    ] as const) {
      const probe = { route: key, address: `http://192.0.2.1${port === 80 ? '' : ':81'}`, resolved: [] };
      bridge.emit('ways.probed', { target, probe: { ...probe, result: answered } });
    }
    probed.resolve(undefined);
  });
  ways.show(target);
  tell(route('a', 80, { state: 'open' }), route('b', 81, { state: 'open' }));
  await probed.promise;
  await expect.poll(() => ways.verdict).not.toBeNull();
  const known = () => [
    ways.probeOf('a', 'http://192.0.2.1')?.result.result,
    ways.probeOf('b', 'http://192.0.2.1:81')?.result.result,
    ways.verdict?.id,
  ];
  return { tell, known, bridge };
}

test('what came of trying stays while the ways in are what they were', async () => {
  const { tell, known } = await tried();
  tell(route('a', 80, { state: 'open' }), route('b', 81, { state: 'open' }), route('c', 82, noPods));
  expect(known()).toEqual(['reachable', 'reachable', 'ways.answers']);
});

test('what came of trying a way that is in another state by now is forgotten, and what compares it', async () => {
  const { tell, known, bridge } = await tried();
  tell(route('a', 80, noPods), route('b', 81, { state: 'open' }));
  const broken = known();
  tell(route('a', 80, { state: 'open' }), route('b', 81, { state: 'open' }));
  const asked = bridge.asked.filter(({ name }) => name === 'ways.probe').length;
  // It is tried again when a person asks.
  expect([broken, known(), asked]).toEqual([
    [undefined, 'reachable', undefined],
    [undefined, 'reachable', undefined],
    1,
  ]);
});

test('what came of trying a way that is gone is forgotten', async () => {
  const { tell, known } = await tried();
  tell(route('b', 81, { state: 'open' }));
  expect(known()).toEqual([undefined, 'reachable', undefined]);
});

test.each<[string, Partial<Route>]>([
  [
    'has its entry elsewhere by now',
    { access: { by: 'network', addresses: [addressSample('192.0.2.1', { entries: ['10.0.0.9'] })] } },
  ],
  ['is served by another program by now', { servedBy: 'other' }],
])('what came of trying a way that %s is forgotten, and what compares it', async (_what, parts) => {
  const { tell, known } = await tried();
  tell({ ...route('a', 80, { state: 'open' }), ...parts }, route('b', 81, { state: 'open' }));
  expect(known()).toEqual([undefined, 'reachable', undefined]);
});
