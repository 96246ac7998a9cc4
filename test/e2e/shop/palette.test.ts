import type { Page } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { contextsNamed } from '../support/contexts-named.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(async ({ app }) => {
  portolan = app;
  ({ page } = app);
  await addForward(portolan, { label: 'shop front', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('shop front')).toBe('active');
});

const palette = () => page.getByRole('dialog', { name: 'Find anything' });
const best = () => palette().getByRole('option', { selected: true });

/** Opens the search by its keys, types, and waits until the best match is the expected one. */
async function find(query: string, title: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette().getByRole('combobox')).toBeFocused();
  await page.keyboard.type(query);
  await expect(best()).toContainText(title);
}

test('a forward is found by a few of its letters, and shown', async () => {
  await find('shfr', 'shop front');
  await page.keyboard.press('Enter');
  await expect(portolan.details('shop front')).toBeVisible();
  await expect(palette()).toHaveCount(0);
});

test('an action on a forward is found and done', async () => {
  await find('stop shop', 'Stop shop front');
  await page.keyboard.press('Enter');
  await expect.poll(() => portolan.phase('shop front')).toBe('stopped');
});

test('a forward is made a favourite, removed, and brought back from there', async () => {
  await find('favourite shop', 'Add shop front to favourites');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await portolan.snapshot()).forwards[0]?.favourite).toBe(true);
  await find('favourite shop', 'Remove shop front from favourites');
  await page.keyboard.press('Escape');

  await find('remove shop', 'Remove shop front');
  await page.keyboard.press('Enter');
  await expect.poll(() => portolan.phase('shop front')).toBeNull();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => portolan.phase('shop front')).toBe('active');
});

test('a forward is duplicated elsewhere, and a context marked as production, from there', async () => {
  await find('duplicate to', 'Duplicate shop front to…');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /Duplicate/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await find('mark demo', 'Mark demo as production…');
  await page.keyboard.press('Enter');
  const marking = page.getByRole('dialog', { name: 'Production: demo' });
  await marking.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await portolan.snapshot()).production).toMatchObject([{ context: 'demo' }]);
  await find('production demo', 'Production mark of demo…');
});

test('a service of a connected cluster is forwarded, and not offered again', async () => {
  await find('orders', 'Forward orders-db postgres 5432');
  await page.keyboard.press('Enter');
  await expect.poll(() => portolan.phase('orders-db')).toBe('active');
  await expect(portolan.details('orders-db')).toBeVisible();
  await find('orders', 'orders-db');
  await expect(palette().getByRole('option').filter({ hasText: 'Forward orders-db' })).toHaveCount(0);
});

test('a cluster is opened, and an editor that is opened keeps the focus', async () => {
  await find('demo', 'demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Cluster demo' })).toBeVisible();
  await find('edit shop', 'Edit shop front');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'Edit shop front' });
  await expect(editor.locator(':focus')).toHaveCount(1);
});

test('what nothing matches is said, Escape leaves, and the focus is where it was', async () => {
  const filter = page.getByRole('searchbox', { name: 'Filter forwards' });
  await filter.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('qqqq');
  await expect(palette()).toContainText('Nothing has “qqqq”');
  await page.keyboard.press('Enter');
  await expect(palette()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette()).toHaveCount(0);
  await expect(filter).toBeFocused();
});

test('a workload leads to the editor, a setting and a group to where they are', async () => {
  await addForward(portolan, { label: 'till', ports: [':http'], start: false, group: 'counter' });
  await find('deploy/web', 'deploy/web');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'New forward' });
  await expect(editor.getByRole('combobox', { name: 'Target' })).toHaveValue('deploy/web');
  await page.keyboard.press('Escape');

  await find('theme', 'Theme');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Theme' })).toBeFocused();

  await portolan.showForwards();
  const filter = page.getByRole('searchbox', { name: 'Filter forwards' });
  for (const hidden of ['shop front', 'no such forward']) {
    await filter.fill(hidden);
    await expect(portolan.row('0 of 1 active')).toHaveCount(0);
    await find('counter', 'counter');
    await page.keyboard.press('Enter');
    await expect(portolan.row('0 of 1 active')).toBeFocused();
    await expect(filter).toHaveValue('');
  }
});

test('what is of production carries its mark, and is asked about before it is forwarded', async () => {
  await portolan.request('production.mark', { context: 'demo', endAfterMs: null });
  await find('orders', 'Forward orders-db postgres 5432');
  await expect(best()).toContainText('PROD');
  await picture(portolan, 'palette-production');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'This is production' });
  await expect(question).toContainText('orders-db');
  expect(await portolan.phase('orders-db')).toBeNull();
  await question.getByRole('button', { name: 'Continue on production' }).click();
  await expect.poll(() => portolan.phase('orders-db')).toBe('active');

  for (const title of ['demo', 'shop front', 'Stop shop front', 'deploy/web']) {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type(title);
    await expect(best()).toContainText(new RegExp(`${title}\\s*PROD`));
    await page.keyboard.press('Escape');
  }
});

test('a cluster that is not connected is searched when somebody asks, one of production apart', async ({
  home,
  shop,
}) => {
  await portolan.request('production.mark', { context: 'live', endAfterMs: null });
  await home.saveKubeconfig(contextsNamed(shop.kubeconfig, ['demo', 'spare', 'live']));
  await expect.poll(async () => (await portolan.snapshot()).contexts.length).toBe(3);

  await page.keyboard.press('ControlOrMeta+k');
  const phase = async (name: string) =>
    (await portolan.snapshot()).clusters.find(({ context }) => context === name)?.status.phase;
  await expect(palette().getByRole('button', { name: 'Also search production: live' })).toBeVisible();
  expect([await phase('spare'), await phase('live')]).toEqual(['idle', 'idle']);
  await picture(portolan, 'palette-offers');
  await palette().getByRole('button', { name: 'Also search spare' }).click();
  await expect(palette().getByRole('combobox')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('orders spare');
  await expect(best()).toContainText('Forward orders-db postgres 5432');
  await expect(palette().getByRole('button', { name: 'Also search spare' })).toHaveCount(0);
  expect(await phase('live')).toBe('idle');
});
