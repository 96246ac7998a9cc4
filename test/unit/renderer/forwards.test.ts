import { expect, test } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { Client } from '../../../src-renderer/client.ts';
import { ForwardsState } from '../../../src-renderer/state/forwards.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

function forward(index: number, changes: Partial<Forward> = {}): Forward {
  return savedForward({
    id: `00000000-0000-4000-8000-00000000000${String(index)}`,
    label: `forward ${String(index)}`,
    addresses: ['127.0.0.1', '::1'],
    ...changes,
  });
}

const one = forward(1);
const lan = forward(2, { addresses: ['0.0.0.0'], target: { ...one.target, context: 'prod' } });
const words = message('timeline.startedByYou');
const entry = (seq: number) => ({ seq, at: seq, kind: 'started', words, problem: null }) as const;

async function open() {
  const bridge = new MemoryBridge();
  const client = new Client(bridge);
  const forwards = new ForwardsState(client);
  const snapshot = {
    ...emptySnapshot,
    revision: 3,
    forwards: [one, lan],
    sessions: [{ id: one.id, state: { phase: 'starting' as const } }],
    timelines: [{ id: one.id, entries: [entry(1)] }],
  };
  bridge.answers.set('app.snapshot', () => snapshot);
  await client.join((value) => forwards.apply(value));
  return { bridge, forwards };
}

test('counts what runs, what of it is exposed, and as active only what can be used', async () => {
  const { bridge, forwards } = await open();
  const counts = () => [
    forwards.running.length,
    forwards.exposed.length,
    forwards.active.length,
    forwards.activeIn('prod'),
  ];
  const before = counts();
  bridge.emit('session.changed', { revision: 4, id: lan.id, state: { phase: 'starting' } });
  const starting = counts();
  const pod = { namespace: 'shop', name: 'web-1', uid: 'uid', node: null };
  bridge.emit('session.changed', {
    revision: 5,
    id: lan.id,
    state: { phase: 'active', bound: [], pod, since: 7 },
  });
  expect([before, starting, counts()]).toEqual([
    [1, 0, 0, 0],
    [2, 1, 0, 0],
    [2, 1, 1, 1],
  ]);
});

test('a session that nothing was said of is stopped', async () => {
  const { forwards } = await open();

  expect(forwards.session(lan.id)).toEqual({ phase: 'stopped' });
});

test('finds the forwards that lead to a target', async () => {
  const { forwards } = await open();

  expect([forwards.to(one.target), forwards.to({ ...one.target, kind: 'pod' })]).toEqual([[one], []]);
});

test('finds the forward that has a port another one wants', async () => {
  const { bridge, forwards } = await open();
  const before = forwards.holding(one);
  const endpoints = [{ address: '0.0.0.0', port: 8080 }];
  bridge.emit('session.changed', {
    revision: 4,
    id: lan.id,
    state: {
      phase: 'waiting',
      bound: [{ remote: 'http', endpoints }],
      attempt: 0,
      problem: null,
      retryAt: null,
    },
  });
  const elsewhere = { ...one, ports: [{ local: { kind: 'fixed' as const, port: 9090 }, remote: 'http' }] };

  expect([before, forwards.holding(one), forwards.holding(elsewhere)]).toEqual([undefined, lan, undefined]);
});

test('a timeline grows by what is new and never says a thing twice', async () => {
  const { bridge, forwards } = await open();

  bridge.emit('timeline.added', { revision: 4, id: one.id, entry: entry(1) });
  bridge.emit('timeline.added', { revision: 5, id: one.id, entry: entry(2) });

  expect(forwards.timeline(one.id).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('the list is what the engine last said', async () => {
  const { bridge, forwards } = await open();

  bridge.emit('forwards.changed', { revision: 4, forwards: [lan] });

  expect([forwards.list, forwards.find(one.id)]).toEqual([[lan], undefined]);
});
