import type { Page } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';
import { clickTray, trayLabels, watchTray } from '../support/tray.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(async ({ app }) => {
  portolan = app;
  ({ page } = app);
  await watchTray(portolan);
  await addForward(portolan, { label: 'alone', ports: [':http'], start: false });
  await addForward(portolan, { label: 'front', ports: [':http'], start: false, group: 'shop' });
  await addForward(portolan, { label: 'back', ports: [':http'], start: false, group: 'shop' });
});

const order = async () => (await portolan.snapshot()).forwards.map(({ label, group }) => [label, group]);

test('a group is started and stopped as a whole, by its switch and from the tray', async () => {
  await page.getByRole('switch', { name: 'Group shop runs' }).click();
  await expect(portolan.row('2 of 2 active')).toBeVisible();
  expect(await portolan.phase('alone')).toBe('stopped');

  await expect.poll(() => trayLabels(portolan)).toContain('shop  2 of 2 active');
  await clickTray(portolan, 'shop  2 of 2 active', 'Stop Group');
  await expect(portolan.row('0 of 2 active')).toBeVisible();
});

test('the keyboard moves a forward, also into the next group, and it keeps the focus', async () => {
  await portolan.row('back').click();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toEqual([
    ['alone', null],
    ['back', 'shop'],
    ['front', 'shop'],
  ]);
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toEqual([
    ['alone', null],
    ['back', null],
    ['front', 'shop'],
  ]);
  await expect(portolan.row('back')).toBeFocused();
});

test('a group moves as a whole, by the keyboard and by the pointer', async () => {
  await addForward(portolan, { label: 'till', ports: [':http'], start: false, group: 'pay' });
  const shopFirst = ['alone', 'front', 'back', 'till'];
  const payFirst = ['alone', 'till', 'front', 'back'];
  const labels = async () => (await order()).map(([label]) => label);
  const head = (name: string) => portolan.row('active').filter({ hasText: name });
  // What is selected elsewhere stays where it is.
  await portolan.row('alone').click();
  await head('shop').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(labels).toEqual(payFirst);
  await expect(head('shop')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(labels).toEqual(shopFirst);

  await head('pay').dragTo(head('shop'), { targetPosition: { x: 200, y: 4 } });
  await expect.poll(labels).toEqual(payFirst);
  expect(new Set((await order()).map(([, group]) => group))).toEqual(new Set([null, 'shop', 'pay']));
});

test('who does not drag moves by the menu, which leads no further than the ends of the list', async () => {
  await addForward(portolan, { label: 'till', ports: [':http'], start: false, group: 'pay' });
  const labels = async () => (await order()).map(([label]) => label);
  const choose = async (row: string, entry: string) => {
    await portolan.row(row).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await choose('back', 'Move up');
  await expect.poll(labels).toEqual(['alone', 'back', 'front', 'till']);
  await expect(portolan.row('back')).toBeFocused();
  await choose('of 1 active', 'Move up');
  await expect.poll(labels).toEqual(['alone', 'till', 'back', 'front']);

  await portolan.row('alone').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Move up' })).toBeDisabled();
  await expect(page.getByRole('menuitem', { name: 'Move down' })).toBeEnabled();
});

test('a forward is dragged into a group', async () => {
  await portolan.row('alone').dragTo(portolan.row('back'), { targetPosition: { x: 200, y: 44 } });
  await expect.poll(order).toEqual([
    ['front', 'shop'],
    ['back', 'shop'],
    ['alone', 'shop'],
  ]);
});

test('the editor gives a forward another group', async () => {
  await portolan.row('alone').click();
  await page.keyboard.press('e');
  const editor = page.getByRole('dialog', { name: 'Edit alone' });
  await editor.getByRole('combobox', { name: 'Group' }).fill('sho');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect.poll(order).toContainEqual(['alone', 'shop']);
});

test('a duplicate goes to another namespace, by a port of its own', async () => {
  await portolan.row('front').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate', exact: true }).click();
  const editor = page.getByRole('dialog', { name: 'Duplicate front' });
  await editor.getByRole('combobox', { name: 'Namespace' }).fill('payments');
  await editor.getByRole('combobox', { name: 'Target' }).fill('svc/api');
  await editor.getByRole('textbox', { name: 'Name' }).fill('pay front');
  await editor.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect.poll(() => portolan.phase('pay front')).toBe('active');
  const { forwards } = await portolan.snapshot();
  expect(forwards.map(({ label, group, target }) => [label, group, target.namespace])).toContainEqual([
    'pay front',
    'shop',
    'payments',
  ]);
});

test('a favourite stands first in the tray', async () => {
  await portolan.row('back').click();
  await page.keyboard.press('f');
  await expect(portolan.row('back').getByLabel('favourite')).toBeVisible();
  await expect.poll(async () => (await trayLabels(portolan)).slice(0, 3)).toEqual(['○ back', '-', '○ alone']);
});
