import { testAccess } from '../cluster/test-access.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-cluster.ts';
import { picture } from './support/picture.ts';

test('who may not list namespaces types one, and forwards from it', async ({
  realCluster: { kubectl },
  namespace,
  home,
}) => {
  await namespace.apply(...testAccess.filter(({ kind }) => kind !== 'Namespace'));
  // As another user, for whom its own one speaks.
  const config = await kubectl.kubeconfig();
  const users = config.users.map(({ name, user }) => ({ name, user: { ...user, as: 'tenant' } }));
  await home.saveKubeconfig(JSON.stringify({ ...config, users }));
  await using portolan = await home.launch();
  const { page } = portolan;
  await portolan.showCluster(config['current-context']);
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  await expect(page.getByText(/may not list namespaces/).first()).toBeVisible();
  await picture(portolan, 'namespaces-refused');
  await page.getByRole('combobox', { name: 'Namespace' }).fill(namespace.name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Forward http 80' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = String(await portolan.port('web'));
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('pod=web-');
});
