import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { picture } from '../support/picture.ts';

test('a linked Secret is read when its password is copied, and only to the clipboard', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  await addForward(portolan, {
    label: 'orders',
    target: { name: 'orders-db' },
    ports: [':postgres'],
    start: true,
  });
  await expect.poll(() => portolan.phase('orders')).toBe('active');
  await page.getByText('orders', { exact: true }).first().click();
  const card = page.getByRole('region', { name: 'Connect with' });
  await card.getByRole('button', { name: 'Link a Secret…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Secret of orders' });
  // The one that is called as the target is proposed; its keys are guessed by who goes on to them.
  const field = (name: string) => dialog.getByRole('combobox', { name });
  await expect(field('Name of the Secret')).toHaveValue('orders-db');
  await expect(field('Username key')).toHaveValue('');
  await page.keyboard.press('Tab');
  await expect(field('Username key')).toHaveValue('username');
  await expect(field('Password key')).toHaveValue('password');
  await picture(portolan, 'secret-dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();

  await card.getByRole('button', { name: 'Copy password' }).click();
  await expect.poll(() => portolan.clipboard()).toBe('demo: p@ss/word');
  await expect(card).toContainText(/Leaves the clipboard in \d+ seconds/);
  await expect(page.getByText('Copied. It leaves the clipboard in 30 seconds.')).toBeAttached();
  await picture(portolan, 'secret-copied', card);
  await addForward(portolan, {
    label: 'other',
    target: { name: 'search' },
    ports: [':7700'],
    secret: { name: 'gone', userKey: null, passwordKey: 'password' },
    start: true,
  });
  await expect.poll(() => portolan.phase('other')).toBe('active');
  await page.getByText('other', { exact: true }).first().click();
  await card.getByRole('button', { name: 'Copy password' }).click();
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('alert')).toContainText('gone');
  await expect(card).not.toContainText('Leaves the clipboard');
  await page.getByText('orders', { exact: true }).first().click();
  await expect(card).toContainText('Leaves the clipboard');
  await card.getByRole('button', { name: 'Copy URL with password' }).click();
  const port = String(await portolan.port('orders'));
  await expect
    .poll(() => portolan.clipboard())
    .toBe(`postgresql://orders:demo%3A%20p%40ss%2Fword@localhost:${port}`);
  const log = await portolan.log();
  for (const text of [JSON.stringify(await portolan.snapshot()), await page.content(), log]) {
    expect(text).not.toMatch(/p(@|%40)ss/);
  }
});

test('where Secrets may not be read, name and keys are typed', async ({ home, shop }) => {
  await shop.forbidSecrets();
  await home.saveKubeconfig(shop.kubeconfig);
  await using portolan = await home.launch();
  const { page } = portolan;
  await addForward(portolan, {
    label: 'cache',
    target: { name: 'search' },
    ports: ['16379:7700'],
    start: false,
  });
  await page.getByText('cache', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Link a Secret…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Secret of cache' });
  const refused = dialog.getByRole('alert');
  await expect(refused).toContainText('secrets');
  await picture(portolan, 'secret-refused', refused);
  await dialog.getByRole('combobox', { name: 'Name of the Secret' }).fill('search');
  await dialog.getByRole('combobox', { name: 'Password key' }).fill('masterKey');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await portolan.snapshot()).forwards[0]?.secret)
    .toEqual({ name: 'search', userKey: null, passwordKey: 'masterKey' });
});
