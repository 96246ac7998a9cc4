import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';

test('a copied password leaves the clipboard after 30 seconds, and what was copied meanwhile stays', async ({
  app: portolan,
}) => {
  const { page, app } = portolan;
  await addForward(portolan, {
    label: 'orders',
    target: { name: 'orders-db' },
    ports: ['15432:postgres'],
    secret: { name: 'orders-db', userKey: 'username', passwordKey: 'password' },
    start: false,
  });
  await page.getByText('orders', { exact: true }).first().click();
  const card = page.getByRole('region', { name: 'Connect with' });
  const copyPassword = async () => {
    await card.getByRole('button', { name: 'Copy password' }).click();
    await expect.poll(() => portolan.clipboard()).toBe('demo: p@ss/word');
  };

  await copyPassword();
  const copied = Date.now();
  await expect.poll(() => portolan.clipboard(), { timeout: 35_000 }).toBe('');
  expect(Date.now() - copied).toBeGreaterThan(28_000);
  await expect(page.getByText('The secret has left the clipboard.')).toBeAttached();
  await expect(card).not.toContainText('Leaves the clipboard');

  await copyPassword();
  await app.evaluate(({ clipboard }) => clipboard.writeText('mine'));
  await expect(page.getByText('Something else is on the clipboard now. It stays there.')).toBeAttached({
    timeout: 35_000,
  });
  expect(await portolan.clipboard()).toBe('mine');
});
