import { expect, test } from 'vitest';
import type { Selector } from '../../../src-main/engine/kube/kube-objects.ts';
import { formatSelector } from '../../../src-main/engine/kube/selector.ts';

test.each<[string, Selector | undefined, string | null]>([
  ['all labels', { matchLabels: { app: 'web', tier: 'front' } }, 'app=web,tier=front'],
  [
    'labels and expressions',
    {
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'env', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'DoesNotExist' },
        { key: 'zone', operator: 'Exists' },
        { key: 'tier', operator: 'NotIn', values: ['x'] },
      ],
    },
    'app=web,env in (a,b),!old,zone,tier notin (x)',
  ],
  ['no selector', undefined, null],
  ['an empty selector', {}, null],
  [
    'an unknown operator',
    { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'n', operator: 'Gt' }] },
    null,
  ],
])('%s', (_what, selector, expected) => {
  expect(formatSelector(selector)).toBe(expected);
});
