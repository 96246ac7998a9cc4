import type { Locator, Page } from '@playwright/test';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';

/** The catalogue of the shop, all its namespaces, on one of its tabs. */
async function browse(portolan: Portolan, tab: 'Services' | 'Workloads' | 'Pods'): Promise<void> {
  await portolan.showCluster();
  await portolan.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('columnheader').filter({ has: page.getByRole('button', { name, exact: true }) });
}

/** The names of the rows, from above. */
function names(page: Page): Promise<string[]> {
  return page
    .getByRole('grid')
    .locator('[data-key]')
    .evaluateAll((rows) =>
      rows
        .toSorted((left, right) => left.getBoundingClientRect().top - right.getBoundingClientRect().top)
        .map((row) => row.querySelector('[role=gridcell] > :first-child')?.textContent ?? ''),
    );
}

test('a click on a heading sorts the list, another one turns it over, and a restart finds it so', async ({
  home,
}) => {
  const portolan = await home.launch();
  const { page } = portolan;
  await browse(portolan, 'Services');
  await expect.poll(() => names(page)).toEqual(['orders-db', 'search', 'web']);
  await expect(heading(page, 'Ports')).not.toHaveAttribute('aria-sort');

  await heading(page, 'Ports').getByRole('button').click();
  await expect(heading(page, 'Ports')).toHaveAttribute('aria-sort', 'ascending');
  expect(await names(page)).toEqual(['web', 'orders-db', 'search']);
  await heading(page, 'Ports').getByRole('button').click();
  await expect(heading(page, 'Ports')).toHaveAttribute('aria-sort', 'descending');
  expect(await names(page)).toEqual(['search', 'orders-db', 'web']);
  await portolan.quit();

  await using again = await home.launch();
  await browse(again, 'Services');
  await expect(heading(again.page, 'Ports')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => names(again.page)).toEqual(['search', 'orders-db', 'web']);
  await again.page.getByRole('tab', { name: /^Workloads/ }).click();
  await expect(heading(again.page, 'Workload')).toBeVisible();
  await expect(again.page.locator('[aria-sort]')).toHaveCount(0);
});

test('the keyboard reaches the headings, sorts, and goes down from them to the row it was on', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await browse(portolan, 'Services');
  await expect.poll(() => names(page)).toEqual(['orders-db', 'search', 'web']);
  await page.getByRole('tab', { name: /^Services/ }).focus();
  await page.keyboard.press('Tab');
  await expect(heading(page, 'Service').getByRole('button')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Service')).toHaveAttribute('aria-sort', 'descending');
  expect(await names(page)).toEqual(['web', 'search', 'orders-db']);
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-sort]')).toHaveCount(0);
  expect(await names(page)).toEqual(['orders-db', 'search', 'web']);
  await page.keyboard.press('ArrowDown');
  await expect(portolan.row('orders-db')).toBeFocused();
});

test('the filter finds what a row shows: its status, its node, its ports and its type', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await browse(portolan, 'Pods');
  const filter = page.getByRole('searchbox', { name: 'Filter pods' });
  await filter.fill('postgres');
  await expect.poll(() => names(page)).toEqual(['orders-db-0']);
  const row = portolan.row('orders-db-0');
  const node = (await row.locator('.second').textContent())?.split(' · ').at(-1) ?? '';
  await filter.fill(`5432 RUNNING ${node}`);
  await expect.poll(() => names(page)).toEqual(['orders-db-0']);
  await filter.fill('crashloop');
  await expect(page.getByRole('main')).toContainText('“crashloop” in its name, ports or status.');
  await page.getByRole('tab', { name: /^Services/ }).click();
  await page.getByRole('searchbox', { name: 'Filter services' }).fill('headless');
  await expect.poll(() => names(page)).toEqual(['orders-db']);
});

test('the menu of a row forwards a port and copies kubectl lines, by the keyboard as by the pointer', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name, exact: true });
  await browse(portolan, 'Services');
  const web = portolan.row('web');
  await web.focus();
  await page.keyboard.press('Shift+F10');
  await expect(item('Forward http 80')).toBeVisible();
  await expect(item(/kubectl logs/)).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await expect(web).toBeFocused();

  await page.keyboard.press('ContextMenu');
  await item(`Copy localhost:${String(await portolan.port('web'))}`).click();
  await expect.poll(() => portolan.clipboard()).toBe(`localhost:${String(await portolan.port('web'))}`);
  await web.click({ button: 'right' });
  await item('Copy kubectl describe').click();
  await expect.poll(() => portolan.clipboard()).toBe('kubectl describe svc/web -n shop --context=demo');
  await heading(page, 'Service').click({ button: 'right' });
  await expect(page.getByRole('menu')).toHaveCount(0);

  await page.getByRole('tab', { name: /^Pods/ }).click();
  await portolan.row('orders-db-0').click({ button: 'right' });
  await item('Copy kubectl logs -f').click();
  await expect
    .poll(() => portolan.clipboard())
    .toBe('kubectl logs -f pod/orders-db-0 -n shop --context=demo');
  await portolan.row('orders-db-0').click({ button: 'right' });
  await expect(item('Forward postgres 5432')).toBeVisible();
  await item('Forward another port…').click();
  await expect(page.getByRole('dialog', { name: 'New forward' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue('pod/orders-db-0');
});
