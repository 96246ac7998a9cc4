import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceFaults } from '../../support/workspace-faults.ts';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';

test('a pasted line of kubectl is looked at, added, and runs', async ({ app: portolan }) => {
  const { page } = portolan;
  const dialog = await portolan.openImport(
    'kubectl port-forward svc/web :http -n shop\nkubectl port-forward svc/web',
  );
  await expect(dialog.getByRole('region', { name: 'What will be added' })).toContainText('svc/web · shop');
  await expect(dialog.getByRole('region', { name: 'Left out' })).toContainText('It names no port.');
  await dialog.getByRole('button', { name: 'Add 1 forward' }).click();
  await expect(page.getByText('1 forward added. Start what you need.')).toBeVisible();
  await page.getByRole('switch', { name: 'web runs' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
});

test('a line without a namespace leads to that of its context, as kubectl takes it', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  const [context] = (await portolan.snapshot()).contexts;
  expect(context).toMatchObject({ name: 'demo', namespace: 'shop' });
  const dialog = await portolan.openImport(
    '$ kubectl -v=6 port-forward svc/web :http --context=demo > /dev/null 2>&1 &',
  );
  await expect(dialog.getByRole('region', { name: 'What will be added' })).toContainText('svc/web · shop');
  await expect(dialog.getByRole('region', { name: 'Left out' })).toBeHidden();
  await dialog.getByRole('button', { name: 'Add 1 forward' }).click();
  await expect(portolan.row('svc/web · shop · demo')).toBeVisible();
  await page.getByRole('switch', { name: 'web runs' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
});

test('a workspace file leaves and comes back, its name for the cluster said once, its LAN address allowed anew', async ({
  app: portolan,
  home,
}) => {
  const { page } = portolan;
  const path = join(home.path, 'portolan.yaml');
  const secret = { name: 'orders-db', userKey: 'username', passwordKey: 'password' };
  await addForward(portolan, {
    label: 'shop front',
    ports: ['18080:http'],
    start: false,
    group: 'shop',
    secret,
  });
  // What was never read could not leave.
  await portolan.row('shop front').click();
  await page.getByRole('button', { name: 'Copy password' }).click();
  await expect.poll(() => portolan.clipboard()).toBe('demo: p@ss/word');
  await portolan.savesTo(path);
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name: 'Export as a workspace file' }).click();
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('name: shop front');

  const exported = await readFile(path, 'utf8');
  expect(await workspaceFaults(exported)).toEqual([]);
  expect(exported).toContain('password: password');
  expect(exported).not.toContain('p@ss');
  expect(exported).not.toContain(home.path);

  const text = exported
    .replace('context: demo', 'context: staging')
    .replace('svc/web', 'deploy/web')
    .replace('18080', '18081')
    .replace('shop front', 'shop back')
    .replace('127.0.0.1', '0.0.0.0');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('import');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import forwards' });
  await dialog.getByRole('textbox', { name: 'Text or file' }).fill(text);
  const add = dialog.getByRole('button', { name: 'Add 1 forward' });
  await expect(add).toBeDisabled();
  await dialog.getByLabel('Cluster for “staging”').selectOption('demo');
  await expect(add).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /^Let other machines/ }).check();
  await add.click();
  await expect
    .poll(async () =>
      (await portolan.snapshot()).forwards.map(({ label, group, target }) => [label, group, target.context]),
    )
    .toEqual([
      ['shop front', 'shop', 'demo'],
      ['shop back', 'shop', 'demo'],
    ]);
});
