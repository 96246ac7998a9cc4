import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import * as manifests from '../cluster/manifests.ts';
import { testAccess } from '../cluster/test-access.ts';
import { TestNamespace } from '../cluster/test-namespace.ts';
import { expect } from './support/expect.ts';
import { Portolan, TestHome } from './support/portolan.ts';

test('who may not list namespaces types one, and forwards from it', async () => {
  const cluster = await startCluster();
  await using namespace = await TestNamespace.create(cluster.kubectl, 'tenant');
  const rights = testAccess.filter(({ kind }) => kind !== 'Namespace');
  await namespace.apply(manifests.deployment('web'), manifests.service('web'), ...rights);
  await using home = await TestHome.create();
  const { context, kubeconfig } = await actAs('tenant', cluster, home);
  await using portolan = await Portolan.launch(home, { kubeconfig });
  const { page } = portolan;
  await page.getByRole('navigation').getByRole('button', { name: context }).click();
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  await expect(page.getByText(/may not list namespaces/).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Namespace' }).fill(namespace.name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Forward http 80' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = String(await portolan.port('web'));
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('pod=web-');
});

/** Writes the cluster's kubeconfig with another user, whom its own one speaks for. */
async function actAs(
  user: string,
  { kubectl }: Cluster,
  home: TestHome,
): Promise<{ context: string; kubeconfig: string }> {
  const config = JSON.parse(await kubectl.run(['config', 'view', '--raw', '--output=json'])) as {
    'current-context': string;
    users: { user: Record<string, unknown> }[];
  };
  for (const each of config.users) each.user['as'] = user;
  const kubeconfig = join(home.path, 'kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return { context: config['current-context'], kubeconfig };
}
