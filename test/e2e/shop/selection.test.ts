import type { Locator, Page } from '@playwright/test';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(async ({ app }) => {
  portolan = app;
  ({ page } = app);
  for (const [label, group] of [
    ['alone'],
    ['cart'],
    ['front', 'shop'],
    ['back', 'shop'],
    ['api', 'pay'],
  ] as const) {
    await addForward(portolan, {
      label,
      ports: [':http'],
      start: false,
      ...(group === undefined ? {} : { group }),
    });
  }
});

const bar = (count: number) => page.getByRole('group', { name: `${String(count)} forwards selected` });
/** As the keyboard does. */
const press = async (button: Locator) => {
  await button.focus();
  await page.keyboard.press('Enter');
};
const groups = async () => (await portolan.snapshot()).forwards.map(({ label, group }) => [label, group]);
const labels = async () => (await portolan.snapshot()).forwards.map(({ label }) => label);

test('several are selected by pointer and keyboard, started, grouped, removed and brought back by one undo', async () => {
  await portolan.row('alone').click();
  await expect(portolan.details('alone')).toBeVisible();
  await portolan.row('front').click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-multiselectable', 'true');
  await expect(portolan.row('front')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await portolan.row('back').click({ modifiers: ['Shift'] });
  await expect(portolan.row('alone')).toHaveAttribute('aria-selected', 'false');
  await bar(2).getByRole('button', { name: 'Start' }).click();
  await expect.poll(() => portolan.phase('back')).toBe('active');
  await expect.poll(() => portolan.phase('front')).toBe('active');

  await portolan.row('alone').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(3)).toBeVisible();
  await picture(portolan, 'selection');
  await bar(3).getByRole('button', { name: 'Move to group…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 3 forwards to a group' });
  await dialog.getByRole('combobox', { name: 'Group' }).fill('pay');
  await expect(dialog.getByText('Joins “pay”, which has 1 forward.')).toBeVisible();
  await picture(portolan, 'move-to-group');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect.poll(groups).toEqual([
    ['alone', 'pay'],
    ['cart', 'pay'],
    ['front', 'pay'],
    ['back', 'shop'],
    ['api', 'pay'],
  ]);

  await portolan.row('cart').focus();
  await page.keyboard.press('Delete');
  await expect.poll(labels).toEqual(['back', 'api']);
  await expect(page.getByText('3 forwards were removed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(labels).toEqual(['alone', 'cart', 'front', 'back', 'api']);
  await expect.poll(() => portolan.phase('front')).toBe('active');
  await bar(3).getByRole('button', { name: 'Back to one' }).click();
  await expect(bar(3)).toBeHidden();
});

test('several are moved together, by keyboard and by pointer', async () => {
  await portolan.row('alone').click();
  await portolan.row('front').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(groups).toEqual([
    ['cart', null],
    ['back', 'shop'],
    ['alone', 'shop'],
    ['front', 'shop'],
    ['api', 'pay'],
  ]);
  await expect(bar(2)).toBeVisible();
  await portolan.row('alone').dragTo(portolan.row('api'), { targetPosition: { x: 200, y: 44 } });
  await expect.poll(groups).toEqual([
    ['cart', null],
    ['back', 'shop'],
    ['api', 'pay'],
    ['alone', 'pay'],
    ['front', 'pay'],
  ]);
  await expect(bar(2)).toBeVisible();
});

test('a group is collapsed, remembered, opened, renamed and joined with another by keyboard', async () => {
  await portolan.row('0 of 2 active').click();
  await page.keyboard.press('ArrowLeft');
  await expect(portolan.row('0 of 2 active')).toHaveAttribute('aria-expanded', 'false');
  await expect(portolan.row('front')).toBeHidden();
  await page.reload();
  await expect(portolan.row('0 of 2 active')).toHaveAttribute('aria-expanded', 'false');
  await expect(portolan.row('front')).toBeHidden();
  await portolan.row('0 of 2 active').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(portolan.row('front')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(portolan.row('0 of 2 active')).toBeFocused();

  await page.keyboard.press('F2');
  const name = page.getByRole('textbox', { name: 'Name of the group shop' });
  await name.fill('store');
  await page.keyboard.press('Enter');
  await expect.poll(groups).toContainEqual(['back', 'store']);
  await expect(portolan.row('store')).toBeFocused();

  await portolan.row('store').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename group' }).click();
  await page.getByRole('textbox', { name: 'Name of the group store' }).fill('pay');
  await expect(page.getByText('Joins “pay”, which has 1 forward.')).toBeVisible();
  await picture(portolan, 'group-rename');
  await page.keyboard.press('Enter');
  await expect(portolan.row('0 of 3 active')).toBeFocused();

  await portolan.row('0 of 3 active').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Ungroup' }).click();
  await expect.poll(groups).toContainEqual(['back', null]);
});

test('several are duplicated to another namespace, after a preview that names what is taken', async () => {
  await addForward(portolan, { label: 'fixed', ports: ['18080:http'], start: false });
  await portolan.row('fixed').click();
  await portolan.row('alone').click({ modifiers: ['ControlOrMeta'] });
  await portolan.row('alone').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate to…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Duplicate 2 forwards' });
  await dialog.getByRole('combobox', { name: 'Namespace' }).fill('Not valid');
  await expect(dialog.getByRole('combobox', { name: 'Namespace' })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('combobox', { name: 'Namespace' }).fill('payments');
  await expect(
    dialog.getByText('Port 18080 belongs to “fixed”; a free one is chosen at its start.'),
  ).toBeVisible();
  await picture(portolan, 'duplicate');
  await dialog.getByRole('button', { name: 'Add 2 forwards' }).click();
  await expect(bar(2)).toBeVisible();
  const { forwards } = await portolan.snapshot();
  expect(
    forwards.slice(-2).map(({ label, target, ports }) => [label, target.namespace, ports[0]?.local]),
  ).toEqual([
    ['alone', 'payments', { kind: 'auto', last: null }],
    ['fixed', 'payments', { kind: 'auto', last: null }],
  ]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(labels).toEqual(['alone', 'cart', 'front', 'back', 'api', 'fixed']);
});

test('what goes with the focus, be it a bar, a message or an empty list, leaves the keyboard in the list', async () => {
  await portolan.row('alone').click();
  await portolan.row('cart').click({ modifiers: ['ControlOrMeta'] });
  await press(bar(2).getByRole('button', { name: 'Remove' }));
  await expect.poll(labels).toEqual(['front', 'back', 'api']);
  await expect(page.getByRole('treegrid').locator('[role=row]:focus')).toBeVisible();
  await press(page.getByRole('button', { name: 'Undo' }));
  await expect(portolan.row('alone')).toBeFocused();
  await expect(bar(2)).toBeVisible();

  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect.poll(labels).toEqual([]);
  await press(page.getByRole('button', { name: 'Undo' }));
  await expect(portolan.row('alone')).toBeFocused();

  await page.getByRole('searchbox', { name: 'Filter forwards' }).fill('no such forward');
  await press(page.getByRole('main').getByRole('button', { name: 'Clear the filter' }).last());
  await expect(portolan.row('alone')).toBeFocused();
});
