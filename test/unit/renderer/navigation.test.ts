import { beforeEach, expect, it } from 'vitest';
import type { Target } from '../../../src-main/shared/target.ts';
import { Navigation } from '../../../src-renderer/state/navigation.svelte.ts';

const target: Target = { context: 'dev', namespace: 'shop', kind: 'deployment', name: 'web' };
let navigation: Navigation;

beforeEach(() => {
  navigation = new Navigation();
});

it('goes back from ways in to where one came from, over those to another target as well', () => {
  navigation.showForward('till');
  navigation.showWays(target);
  navigation.showWays({ ...target, name: 'api' });
  navigation.leaveWays();
  expect([navigation.view, navigation.selected, navigation.detailsOpen]).toEqual([
    { kind: 'forwards' },
    'till',
    true,
  ]);

  navigation.showSettings();
  navigation.showWays(target);
  navigation.leaveWays();
  expect(navigation.view).toEqual({ kind: 'settings' });
});

it('goes back to the list in which the target stands, but to no other cluster than one came from', () => {
  for (const context of ['dev', 'live']) {
    navigation.showCluster(context, 'services');
    navigation.showWays(target);
    navigation.leaveWays();
    const tab = context === 'dev' ? 'workloads' : 'services';
    expect(navigation.view).toEqual({ kind: 'cluster', context, tab });
  }
});
