import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

test('a Secret is read once for its keys when a person goes on to them, and once more for each copy', async ({
  app: portolan,
  shop,
}) => {
  const before = await shop.secretReads();
  const reads = async () => (await shop.secretReads()) - before;
  const { page } = portolan;
  const target = { name: 'orders-db' };
  await addForward(portolan, { label: 'orders', target, ports: [':postgres'], start: true });
  await expect.poll(() => portolan.phase('orders')).toBe('active');
  await page.getByText('orders', { exact: true }).first().click();
  const card = page.getByRole('region', { name: 'Connect with' });
  const dialog = page.getByRole('dialog', { name: 'Secret of orders' });
  const field = (name: string) => dialog.getByRole('combobox', { name });
  await card.getByRole('button', { name: 'Link a Secret…' }).click();
  await expect(field('Name of the Secret')).toHaveValue('orders-db');
  await field('Name of the Secret').fill('orders-d');
  await field('Name of the Secret').fill('orders-db');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await reads()).toBe(0);

  await card.getByRole('button', { name: 'Link a Secret…' }).click();
  await field('Name of the Secret').fill('orders');
  await dialog.getByRole('option', { name: 'orders-db' }).click();
  await expect(field('Password key')).toHaveValue('password');
  await field('Password key').focus();
  await field('Username key').focus();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(await reads()).toBe(1);

  await card.getByRole('button', { name: 'Copy password' }).click();
  await expect.poll(() => portolan.clipboard()).toBe('demo: p@ss/word');
  expect(await reads()).toBe(2);
});
