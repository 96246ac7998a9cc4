import { expect, test } from 'vitest';
import type { PodRow } from '../../../src-main/shared/catalog.ts';
import { defaultSettings } from '../../../src-main/shared/forward.ts';
import { balanceWords, podSuggestions, podsWords } from '../../../src-renderer/text/balance-words.ts';
import { forwardCommand } from '../../../src-renderer/text/command-line.ts';

const target = { context: 'dev', namespace: 'shop', kind: 'deployment', name: 'web' } as const;
const pod = { namespace: 'shop', name: 'web-1', uid: 'u', node: null };

test('a row names the one pod, or says how pods are chosen', () => {
  expect([
    podsWords({ mode: 'sticky' }, pod),
    podsWords({ mode: 'pod', name: 'web-1' }, pod),
    podsWords({ mode: 'leastConnections' }, pod),
    balanceWords({ mode: 'pod', name: 'web-1' }),
  ]).toEqual(['web-1', 'web-1', 'Least connections', 'One pod: web-1']);
});

test('the pods to choose from are those of the namespace, those named after the target first', () => {
  const row = (name: string, ready: boolean, namespace = 'shop'): PodRow => ({
    key: `${namespace}/${name}`,
    namespace,
    name,
    status: ready ? 'Running' : 'Terminating',
    ready,
    restarts: 0,
    node: null,
    createdAt: 0,
    ports: [],
  });
  const pods = [row('api-1', true), row('web-1', false), row('web-2', true), row('web-3', true, 'other')];
  expect([podSuggestions(pods, target), podSuggestions(pods, null)]).toEqual([
    [
      { value: 'web-1', note: 'Terminating' },
      { value: 'web-2', note: 'ready' },
      { value: 'api-1', note: 'ready' },
    ],
    [],
  ]);
});

test('the command for a terminal says only what differs from the usual', () => {
  const usual = { ...defaultSettings, target, ports: [], addresses: ['127.0.0.1', '::1'] };
  expect([
    forwardCommand(usual),
    forwardCommand({ ...usual, balance: { mode: 'leastConnections' }, eof: 'immediate' }),
  ]).toEqual([
    'portolan forward deploy/web -n shop --context dev',
    'portolan forward deploy/web -n shop --context dev --balance least-connections --eof immediate',
  ]);
});
