import { test } from '@playwright/test';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import * as manifests from '../cluster/manifests.ts';
import { TestNamespace } from '../cluster/test-namespace.ts';
import { expect } from './support/expect.ts';
import { Portolan, TestHome } from './support/portolan.ts';

let cluster: Cluster;
let shop: TestNamespace;
let staging: TestNamespace;

test.beforeAll(async () => {
  cluster = await startCluster();
  shop = await TestNamespace.create(cluster.kubectl, 'day');
  staging = await TestNamespace.create(cluster.kubectl, 'day-staging');
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'web' },
    stringData: { username: 'shop', password: 'of a real Secret' },
  };
  for (const namespace of [shop, staging]) {
    await namespace.apply(manifests.deployment('web'), manifests.service('web'), secret);
    await namespace.readyPods('app=web');
  }
});

test.afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await staging[Symbol.asyncDispose]();
});

test('a day on a real cluster: found, edited, grouped, explained, duplicated, its Secret copied', async () => {
  test.setTimeout(180_000);
  await using home = await TestHome.create();
  await using portolan = await Portolan.launch(home, { kubeconfig: cluster.kubeconfigPath });
  const { page } = portolan;
  const row = (label: string) => page.getByRole('row').filter({ hasText: label });

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

  await row('svc/web').click();
  const details = page.getByRole('complementary', { name: 'Details of web' });
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
  await expect(link.getByLabel('Name of the Secret')).toHaveValue('web');
  await link.getByRole('button', { name: 'Save' }).click();
  await details.getByRole('button', { name: 'Copy password' }).click();
  await expect
    .poll(() => portolan.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('of a real Secret');

  await row('svc/web').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate', exact: true }).click();
  const copy = page.getByRole('dialog', { name: 'Duplicate web' });
  await copy.getByRole('combobox', { name: 'Namespace' }).fill(staging.name);
  await copy.getByRole('textbox', { name: 'Name' }).fill('web staging');
  await copy.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect.poll(() => portolan.phase('web staging')).toBe('active');
  await row('2 of 2 active').getByRole('switch').click();
  await expect.poll(() => portolan.phase('web staging')).toBe('stopped');
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
});
