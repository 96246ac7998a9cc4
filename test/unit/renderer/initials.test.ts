import { expect, it } from 'vitest';
import { distinctInitials } from '../../../src-renderer/text/initials.ts';

it.each([
  ['kind-dev', 'KD'],
  ['demo', 'DE'],
  ['arn:aws:eks:eu-west-1:1234:cluster/shop-prod', 'SP'],
  ['gke_project_europe-west1_orders', 'OR'],
  ['admin@homelab', 'AH'],
  ['x', 'X'],
  ['集群-生产', '集生'],
  ['--', ''],
])('stands for %s by "%s"', (context, initials) => {
  expect(distinctInitials([context]).get(context)).toBe(initials);
});

it('tells contexts apart that begin alike', () => {
  expect([...distinctInitials(['dev', 'demo', 'shop-prod', 'shop-pre', '开发', '开发']).values()]).toEqual([
    'DE',
    'DM',
    'SP',
    'SH',
    '开发',
  ]);
});
