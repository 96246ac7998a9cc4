import type { Page } from '@playwright/test';
import { NetworkPath } from '../../support/network-path.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { launchWithStandby } from '../support/standby.ts';

const waysIn = (page: Page, target: string) => page.getByRole('main', { name: `Ways in to ${target}` });

test('a forward leads to the ways in to its target by key, menu and details, and these back to it', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await addForward(portolan, { label: 'till', ports: [':http'], start: false });
  await addForward(portolan, {
    label: 'stock',
    target: { kind: 'deployment' },
    ports: [':http'],
    start: false,
  });
  const row = portolan.row('stock');
  const details = portolan.details('stock');
  const view = waysIn(page, 'deploy/web');
  await row.click();
  await expect(details).toBeVisible();
  await page.keyboard.press('w');
  await expect(view).toContainText('API server proxy');
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();

  await row.click({ button: 'right', position: { x: 60, y: 20 } });
  await page.getByRole('menuitem', { name: 'Ways in' }).click();
  await view.getByRole('button', { name: 'Back' }).click();
  await expect(row).toBeFocused();

  await details.getByRole('button', { name: 'Ways in' }).click();
  await expect(view).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details).toBeVisible();
  await expect(row).toBeFocused();

  await page.keyboard.press('w');
  await view.getByRole('button', { name: 'demo / shop' }).click();
  await expect(page.getByRole('tab', { name: /^Workloads/, selected: true })).toBeVisible();
  await expect(portolan.row('orders-db')).toBeVisible();
});

test('the search leads to the ways in to a forward’s target and to what it finds in a cluster, and these back', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await addForward(portolan, { label: 'till', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('till')).toBe('active');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  const found = palette.getByRole('option');
  const search = async (query: string) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type(query);
  };

  await portolan.row('till').focus();
  await search('ways till');
  await expect(found.first()).toContainText('Ways in to svc/web');
  await page.keyboard.press('Enter');
  await expect(waysIn(page, 'svc/web')).toContainText('API server proxy');
  await page.keyboard.press('Escape');
  await expect(portolan.row('till')).toBeFocused();

  await portolan.showCluster();
  await search('orders');
  await expect(found.first()).toContainText('Forward orders-db postgres 5432');
  await expect(found.filter({ hasText: 'Ways in' })).toHaveCount(0);
  await page.keyboard.press('Home');
  await page.keyboard.type('ways ');
  await expect(found.first()).toContainText('Ways in to svc/orders-db');
  await page.keyboard.press('Enter');
  await expect(waysIn(page, 'svc/orders-db')).toContainText('Not forwarded yet');
  await search('ways sts orders');
  await expect(found.first()).toContainText('Ways in to sts/orders-db');
  await page.keyboard.press('Enter');
  await waysIn(page, 'sts/orders-db').getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('main', { name: 'Cluster demo' })).toBeVisible();
});

test('of a cluster that does not answer the view says so, and shows the ways in once it does', async ({
  home,
  shop,
}) => {
  await using way = await NetworkPath.start(new URL(shop.server));
  way.goAway();
  const kubeconfig = shop.kubeconfig.replaceAll(shop.server, `https://[::1]:${String(way.port)}`);
  await using portolan = await launchWithStandby(home, { kubeconfig });
  const { page } = portolan;
  await addForward(portolan, {
    label: 'till',
    target: { context: 'standby' },
    ports: [':http'],
    start: false,
  });
  await portolan.row('till').focus();
  await page.keyboard.press('w');
  const view = waysIn(page, 'svc/web');
  await expect(view.getByRole('group', { name: 'Problem' })).toContainText('Trying again.');
  way.back();
  await expect(view).toContainText('API server proxy');
  await page.keyboard.press('Escape');
  await expect(portolan.row('till')).toBeFocused();
});
