import { expect, test } from 'vitest';
import type { ContextInfo } from '../../../src-main/shared/catalog.ts';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { Client } from '../../../src-renderer/client.ts';
import { AppState } from '../../../src-renderer/state/app-state.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

const context = (name: string, source: ContextInfo['source']): ContextInfo => ({
  name,
  server: 'https://c',
  user: 'u',
  namespace: 'shop',
  source,
  file: null,
  kubeconfig: null,
  current: false,
  problem: null,
});

const forwardTo = (context: string) => savedForward({ target: { ...savedForward().target, context } });

async function open({ forwards = [] as readonly Forward[], contexts = ['dev'], tourSeen = false } = {}) {
  const bridge = new MemoryBridge();
  bridge.answers.set('app.snapshot', () => ({
    ...emptySnapshot,
    forwards,
    contexts: [...contexts.map((name) => context(name, 'kubeconfig')), context('demo', 'demo')],
    settings: { ...emptySnapshot.settings, tourSeen },
  }));
  bridge.answers.set('demo.start', () => ({ context: 'demo' }));
  const app = new AppState(new Client(bridge));
  await app.start();
  const changes = () => bridge.asked.filter(({ name }) => name === 'settings.change');
  return { app, tour: app.tour, navigation: app.navigation, changes };
}

test('it begins with the first cluster that is opened, and not before', async () => {
  const { tour, navigation } = await open();
  tour.beginWhereDue();
  const before = tour.step;
  navigation.showCluster('dev');
  tour.beginWhereDue();
  expect([before, tour.step]).toEqual([null, 'port']);
});

test.each([
  ['who saw it', { tourSeen: true }, null],
  ['who has forwards of their own', { forwards: [forwardTo('dev')] }, null],
  ['who has only the forward of the demo', { forwards: [forwardTo('demo')] }, 'port'],
])('%s is shown around or not', async (_, options, step) => {
  const { tour, navigation } = await open(options);
  navigation.showCluster('dev');
  tour.beginWhereDue();
  expect(tour.step).toBe(step);
});

test('who has a forward of the demo already begins with it, and ends where the next one is made', async () => {
  const { tour, navigation } = await open({ contexts: [], forwards: [forwardTo('demo')] });
  tour.beginWhereDue();
  const seen = [];
  for (const go of ['follow', 'next', 'back', 'next', 'next', 'back', 'next', 'next'] as const) {
    tour[go]();
    seen.push([tour.step, navigation.view.kind]);
  }
  expect(seen).toEqual([
    ['address', 'forwards'],
    ['tray', 'forwards'],
    ['address', 'forwards'],
    ['tray', 'forwards'],
    ['port', 'cluster'],
    ['tray', 'forwards'],
    ['port', 'cluster'],
    [null, 'cluster'],
  ]);
});

test('who then goes to the cluster alone is shown its ports, and goes back from there', async () => {
  const { tour, navigation } = await open({ contexts: [], forwards: [forwardTo('demo')] });
  tour.beginWhereDue();
  navigation.showCluster('demo');
  tour.follow();
  const there = tour.step;
  navigation.showForwards();
  tour.follow();
  expect([there, tour.step]).toEqual(['port', 'port']);
  tour.back();
  expect([tour.step, navigation.view.kind]).toEqual(['tray', 'forwards']);
});

test('it goes to the forwards and back to the cluster, and is remembered at its end', async () => {
  const { tour, navigation, changes } = await open();
  navigation.showCluster('dev');
  tour.beginWhereDue();
  const seen = [];
  for (const go of ['next', 'back', 'next', 'next', 'next'] as const) {
    tour[go]();
    seen.push([tour.step, navigation.view.kind]);
  }
  expect(seen).toEqual([
    ['address', 'forwards'],
    ['port', 'cluster'],
    ['address', 'forwards'],
    ['tray', 'forwards'],
    [null, 'forwards'],
  ]);
  expect(changes()).toEqual([{ name: 'settings.change', input: { tourSeen: true } }]);
  // That it is saved is not heard yet: all the same it does not begin anew.
  navigation.showCluster('dev');
  tour.beginWhereDue();
  expect(tour.step).toBeNull();
});

test('who goes to the forwards alone is shown the address there, where there is one', async () => {
  const { tour, navigation } = await open({ forwards: [forwardTo('demo')] });
  navigation.showCluster('dev');
  tour.beginWhereDue();
  navigation.showForwards();
  tour.follow();
  expect(tour.step).toBe('address');
});

test('asked for again, it begins in the first cluster, and goes back to the one that is open then', async () => {
  const { tour, navigation, changes } = await open({ contexts: ['dev', 'staging'], tourSeen: true });
  tour.restart();
  const first = navigation.view;
  navigation.showCluster('staging');
  tour.follow();
  tour.next();
  tour.back();
  expect([first, navigation.view, tour.step]).toEqual([
    { kind: 'cluster', context: 'dev', tab: 'services' },
    { kind: 'cluster', context: 'staging', tab: 'services' },
    'port',
  ]);
  tour.end();
  expect(changes()).toEqual([]);
});
