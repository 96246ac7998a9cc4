import { expect, test } from 'vitest';
import { objectWords } from '../../../src-main/engine/kube/object-words.ts';
import { noReadyPod, rankPods } from '../../../src-main/engine/kube/pod-choice.ts';
import { message } from '../../../src-main/shared/language/message.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';
import { podSample, waiting } from './pod-samples.ts';

test('only running, ready pods that stay are offered: ready longest, then fewest restarts, then oldest', () => {
  const pods = [
    podSample('young', { readySince: '2026-01-03T00:00:00Z' }),
    podSample('restarted', { restarts: 3 }),
    podSample('newer', { created: '2026-01-02T00:00:00Z' }),
    podSample('oldest'),
    podSample('unready', { ready: false }),
    podSample('leaving', { deleting: true }),
    podSample('failed', { phase: 'Failed' }),
    podSample('done', { phase: 'Succeeded' }),
    podSample('pending', { phase: 'Pending' }),
  ];
  expect(rankPods(pods).map((pod) => pod.metadata?.name)).toEqual(['oldest', 'newer', 'restarted', 'young']);
});

test.each([
  ['no pod', [], null, 'Service web has no pods. Waiting for one; check that it is scaled up.'],
  ['the last one deleted', [], 'Pod web-1 was deleted.', 'Pod web-1 was deleted. Waiting for a new one.'],
  [
    'the last one leaving',
    [podSample('web-1', { deleting: true })],
    'Pod web-1 is being deleted.',
    'Pod web-1 is being deleted. Waiting for a new one.',
  ],
  [
    'no image',
    [podSample('web-1', { phase: 'Pending', ready: false, container: waiting('ImagePullBackOff') })],
    null,
    'Pod web-1 cannot get its image (ImagePullBackOff). Waiting for a ready one.',
  ],
  [
    'a crash loop among others',
    [
      podSample('web-0', { deleting: true }),
      podSample('web-1', { ready: false, restarts: 4, container: waiting('CrashLoopBackOff') }),
    ],
    'Pod web-0 is being deleted.',
    'Pod web-1 keeps crashing (CrashLoopBackOff, 4 restarts). None of the 2 pods of service web is ready. Waiting for a ready one.',
  ],
  [
    'no node',
    [
      podSample('web-1', {
        phase: 'Pending',
        ready: false,
        unschedulable: '0/3 nodes are available: 3 Insufficient cpu.',
      }),
    ],
    null,
    'Pod web-1 cannot be scheduled: 0/3 nodes are available: 3 Insufficient cpu. Waiting for a ready one.',
  ],
  [
    'not ready',
    [podSample('web-1', { ready: false, container: { ready: false, state: { running: {} } } })],
    null,
    'Pod web-1 is running but not ready. Waiting for a ready one.',
  ],
  [
    'starting',
    [podSample('web-1', { phase: 'Pending', ready: false, container: waiting('ContainerCreating') })],
    'Pod web-0 was deleted.',
    'Pod web-1 is starting (ContainerCreating). Waiting for a ready one.',
  ],
  [
    'evicted',
    [podSample('web-1', { phase: 'Failed', ready: false, reason: 'Evicted' })],
    null,
    'Pod web-1 has failed (Evicted). Waiting for a ready one.',
  ],
])('why no pod can be used: %s', (_what, pods, lost, expected) => {
  const web = objectWords({ kind: 'service', name: 'web' });
  const problem = noReadyPod(web, pods, lost === null ? null : message('verbatim', { text: lost }));
  expect(problem).toEqual({ ...newProblem('noReadyPod', expected), words: problem.words });
});
