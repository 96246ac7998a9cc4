import { beforeEach, expect, it } from 'vitest';
import { PodNews } from '../../../src-main/engine/forwards/pod-news.ts';
import { Timeline } from '../../../src-main/engine/forwards/timeline.ts';
import { newProblem, type Problem } from '../../../src-main/shared/problem.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { gone, podRef } from '../../support/steered-pods.ts';

const pending = newProblem('noReadyPod', 'Pod web-2 is Pending.');
const starting = newProblem('noReadyPod', 'Pod web-2 is starting.');
const login = newProblem('unauthorized', 'The login has expired. Log in again.');

let clock: ManualClock;
let timeline: Timeline;
let news: PodNews;

beforeEach(() => {
  clock = new ManualClock();
  timeline = new Timeline(
    () => clock.now(),
    () => undefined,
  );
  news = new PodNews({ timeline, clock, counters: () => [], why: () => Promise.resolve(null) });
});

function lost(): (Problem | null)[] {
  return timeline.entries.filter(({ kind }) => kind === 'podLost').map(({ problem }) => problem);
}

it('what a replaced pod goes through in its first moments is one line; what it stays at is told', () => {
  news.arrived([podRef('web-1')]);
  news.lost(gone);
  clock.pass(1_000);
  news.lost(pending);
  clock.pass(2_000);
  news.lost(starting);
  expect(lost()).toEqual([gone, starting]);
});

it('another cause than a pod’s own is told at once, also in those moments', () => {
  news.arrived([podRef('web-1')]);
  news.lost(gone);
  clock.pass(100);
  news.lost(pending);
  news.lost(login);
  news.lost(login);
  // The login came; what is still in the way is the last line.
  news.lost(starting);
  news.lost(pending);
  expect(lost()).toEqual([gone, login, starting]);
});

it('before the first pod everything is told', () => {
  news.lost(pending);
  news.lost(starting);
  expect(lost()).toEqual([pending, starting]);
});
