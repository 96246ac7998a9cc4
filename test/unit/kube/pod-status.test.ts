import { expect, test } from 'vitest';
import type { PodObject } from '../../../src-main/engine/kube/kube-objects.ts';
import { statusWord } from '../../../src-main/engine/kube/pod-status.ts';
import { podSample, terminated, waiting } from './pod-samples.ts';

function initialising(statuses: object[], specs: object[] = [{ name: 'a' }, { name: 'b' }]): PodObject {
  const pod = podSample('p', { phase: 'Pending', ready: false, container: waiting('PodInitializing') });
  return {
    ...pod,
    spec: { ...pod.spec, initContainers: specs },
    status: { ...pod.status, initContainerStatuses: statuses },
  };
}

test.each<[string, PodObject]>([
  ['Running', podSample('p')],
  ['Pending', { status: { phase: 'Pending' } }],
  ['Terminating', podSample('p', { deleting: true })],
  ['Unknown', podSample('p', { deleting: true, reason: 'NodeLost' })],
  ['Evicted', podSample('p', { phase: 'Failed', reason: 'Evicted', container: { state: {} } })],
  ['CrashLoopBackOff', podSample('p', { container: waiting('CrashLoopBackOff') })],
  ['ImagePullBackOff', podSample('p', { phase: 'Pending', container: waiting('ImagePullBackOff') })],
  ['Completed', podSample('p', { phase: 'Succeeded', container: terminated({ reason: 'Completed' }) })],
  ['Error', podSample('p', { container: terminated({ reason: 'Error', exitCode: 1 }) })],
  ['ExitCode:3', podSample('p', { container: terminated({ exitCode: 3 }) })],
  ['Signal:9', podSample('p', { container: terminated({ signal: 9, exitCode: 137 }) })],
  [
    'Init:0/2',
    initialising([
      { name: 'a', state: { running: {} } },
      { name: 'b', state: {} },
    ]),
  ],
  [
    'Init:1/2',
    initialising([
      { name: 'a', state: { terminated: { exitCode: 0 } } },
      { name: 'b', state: { running: {} } },
    ]),
  ],
  [
    'Init:CrashLoopBackOff',
    initialising([{ name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } }]),
  ],
  ['Init:Error', initialising([{ name: 'a', state: { terminated: { exitCode: 1, reason: 'Error' } } }])],
  [
    'PodInitializing',
    initialising(
      [{ name: 'a', started: true, state: { running: {} } }],
      [{ name: 'a', restartPolicy: 'Always' }],
    ),
  ],
  ['Unknown', {}],
])('%s, as kubectl says', (word, pod) => {
  expect(statusWord(pod)).toBe(word);
});
