import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';

const channel = 'http.server.request.start';

test('a Secret is read once for its keys when a person goes on to them, and once more for each copy', async ({
  app: portolan,
}) => {
  const reads: string[] = [];
  // The demo cluster answers in this process.
  const note = (told: unknown) => {
    const { url = '' } = (told as { readonly request: IncomingMessage }).request;
    if (/\/secrets\/./.test(url)) reads.push(url);
  };
  subscribe(channel, note);
  try {
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
    expect(reads).toEqual([]);

    await card.getByRole('button', { name: 'Link a Secret…' }).click();
    await field('Name of the Secret').fill('orders');
    await dialog.getByRole('option', { name: 'orders-db' }).click();
    await expect(field('Password key')).toHaveValue('password');
    await field('Password key').focus();
    await field('Username key').focus();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    const path = '/api/v1/namespaces/shop/secrets/orders-db';
    expect(reads).toEqual([path]);

    await card.getByRole('button', { name: 'Copy password' }).click();
    await expect.poll(() => portolan.clipboard()).toBe('demo: p@ss/word');
    expect(reads).toEqual([path, path]);
  } finally {
    unsubscribe(channel, note);
  }
});
