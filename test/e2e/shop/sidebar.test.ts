import type { Page } from '@playwright/test';
import { contextsNamed } from '../support/contexts-named.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';

const regions = ['ap', 'eu', 'us'];
const stages = ['dev', 'live', 'staging', 'test'];

let portolan: Portolan;
let page: Page;

test.beforeEach(async ({ app, home, shop }) => {
  portolan = app;
  ({ page } = app);
  await expect(entry('demo')).toBeVisible();
  await expect(filter()).toHaveCount(0);
  const names = stages.flatMap((stage) => regions.map((region) => `${stage}-${region}`));
  await home.saveKubeconfig(contextsNamed(shop.kubeconfig, ['demo', ...names]));
  await expect(entries()).toHaveCount(13);
});

const navigation = () => page.getByRole('navigation');
const entries = () => navigation().getByRole('list', { name: 'Clusters' }).getByRole('button');
const entry = (name: string) => navigation().getByRole('button', { name: new RegExp(`^${name}`) });
const filter = () => navigation().getByRole('searchbox', { name: 'Filter clusters' });

test('many clusters are one Tab stop; arrows, both ends and first letters lead to each, and to its menu', async () => {
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await filter().focus();
  await press('Tab');
  await expect(entries().first()).toBeFocused();
  await press('Tab');
  await expect(navigation().getByRole('button', { name: 'Add cluster' })).toBeFocused();
  await press('Shift+Tab', 'ArrowDown');
  await expect(entries().nth(1)).toBeFocused();
  await press('End');
  await expect(entries().last()).toBeFocused();
  await press('Home');
  await expect(entries().first()).toBeFocused();

  await page.keyboard.type('staging-u');
  await expect(entry('staging-us')).toBeFocused();
  await press('Shift+Tab', 'Tab');
  await expect(entry('staging-us')).toBeFocused();
  await press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Copy name' }).click();
  await expect.poll(() => portolan.clipboard()).toBe('staging-us');
  await expect(entry('staging-us')).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('main', { name: 'Cluster staging-us' })).toBeVisible();

  await entry('live-eu').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('main', { name: 'Cluster live-eu' })).toBeVisible();
});

test('many clusters are filtered by their names, and Escape shows them all again', async () => {
  await portolan.request('production.mark', { context: 'live-eu', endAfterMs: null });
  await picture(portolan, 'sidebar');
  await filter().fill('eu live');
  await expect(entries()).toHaveText([/live-eu/]);
  await picture(portolan, 'sidebar-filtered');
  await filter().press('ArrowDown');
  await expect(entry('live-eu')).toBeFocused();
  await filter().fill('nowhere');
  await expect(navigation()).toContainText('No cluster matches');
  await page.keyboard.press('Escape');
  await expect(entries()).toHaveCount(13);
  await expect(filter()).toBeFocused();
});
