import { expect, it } from 'vitest';
import { PodCounters } from '../../../src-main/engine/forwards/pod-counters.ts';
import { formerPodLimit, podTrafficLimit } from '../../../src-main/shared/traffic.ts';
import { podRef } from '../../support/steered-pods.ts';

const zero = { open: 0, total: 0, failed: 0, receivedBytes: 0, sentBytes: 0 };

it('tells of the current pods, then of those that are terminating, then of former ones', () => {
  const counters = new PodCounters();
  counters.follow(() => ({ current: [podRef('web-5'), podRef('web-4')], leaving: [podRef('web-2')] }));
  for (const name of ['web-1', 'web-2', 'web-2', 'web-4']) counters.take(podRef(name));
  counters.take(podRef('web-1')).receivedBytes += 7;
  expect(counters.sample()).toEqual([
    { ...zero, name: 'web-4', state: 'current', open: 1, total: 1 },
    { ...zero, name: 'web-5', state: 'current' },
    { ...zero, name: 'web-2', state: 'terminating', open: 2, total: 2 },
    { ...zero, name: 'web-1', state: 'former', open: 2, total: 2, receivedBytes: 7 },
  ]);
});

it('forgets the former pods that were used longest ago, but none with an open connection', () => {
  const counters = new PodCounters();
  const names = Array.from({ length: formerPodLimit + 5 }, (_, index) => `web-${String(index + 100)}`);
  counters.take(podRef('open'));
  for (const name of names) counters.take(podRef(name)).open -= 1;
  expect(counters.sample().map(({ name }) => name)).toEqual(['open', ...names.slice(-formerPodLimit)]);
});

it('tells of some of the pods where there are hundreds', () => {
  const counters = new PodCounters();
  const pods = Array.from({ length: 300 }, (_, index) => podRef(`web-${String(index)}`));
  counters.follow(() => ({ current: pods, leaving: [] }));
  for (const pod of pods) counters.take(pod);
  expect(counters.sample().length).toBe(podTrafficLimit);
});

it('a session that is over leaves former pods', () => {
  const counters = new PodCounters();
  const unfollow = counters.follow(() => ({ current: [podRef('web-1')], leaving: [] }));
  counters.take(podRef('web-1'));
  unfollow();
  expect(counters.sample().map(({ state }) => state)).toEqual(['former']);
});
