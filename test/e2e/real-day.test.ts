import { expect } from './support/expect.ts';
import { test, webNamespace } from './support/on-cluster.ts';

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'web' },
  stringData: { username: 'shop', password: 'of a real Secret' },
};

test('a day on a real cluster: found, edited, grouped, explained, duplicated, its Secret copied', async ({
  realCluster,
  namespace: shop,
  app: portolan,
}) => {
  test.setTimeout(180_000);
  await shop.apply(secret);
  await using staging = await webNamespace(realCluster);
  const { page } = portolan;

  await page.keyboard.press('ControlOrMeta+n');
  const editor = page.getByRole('dialog', { name: 'New forward' });
  await editor.getByRole('combobox', { name: 'Namespace' }).fill(shop.name);
  await editor.getByRole('combobox', { name: 'Target' }).fill('svc/web');
  await expect(editor).toContainText('1 of 1 ready');
  await expect(editor.getByRole('combobox', { name: /^Remote port/ })).toHaveValue('http');
  await editor.getByRole('combobox', { name: 'Group' }).fill('day');
  await editor.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const answer = await fetch(`http://127.0.0.1:${String(await portolan.port('web'))}/`);
  expect(await answer.text()).toContain('pod=web-');

  await portolan.row('svc/web').click();
  const details = portolan.details('web');
  const [pod = ''] = await shop.readyPods('app=web');
  await expect(details.getByRole('region', { name: 'Pods' })).toContainText(pod);
  await shop.kubectl('delete', 'pod', pod, '--wait=false');
  await expect(details.getByRole('region', { name: 'What happened' })).toContainText(
    `${pod} was deleted and is replaced by its ReplicaSet.`,
    { timeout: 60_000 },
  );
  await shop.readyPods('app=web');

  await details.getByRole('button', { name: 'Link a Secret…' }).click();
  const link = page.getByRole('dialog', { name: 'Secret of web' });
  await expect(link.getByRole('combobox', { name: 'Name of the Secret' })).toHaveValue('web');
  await link.getByRole('combobox', { name: 'Password key' }).focus();
  await link.getByRole('button', { name: 'Save' }).click();
  await details.getByRole('button', { name: 'Copy password' }).click();
  await expect.poll(() => portolan.clipboard()).toBe('of a real Secret');

  await portolan.row('svc/web').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate', exact: true }).click();
  const copy = page.getByRole('dialog', { name: 'Duplicate web' });
  await copy.getByRole('combobox', { name: 'Namespace' }).fill(staging.name);
  await copy.getByRole('textbox', { name: 'Name' }).fill('web staging');
  await copy.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect.poll(() => portolan.phase('web staging')).toBe('active');
  await portolan.row('2 of 2 active').getByRole('switch').click();
  await expect.poll(() => portolan.phase('web staging')).toBe('stopped');
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
});
