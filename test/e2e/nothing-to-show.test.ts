import { KubeConfig } from '@kubernetes/client-node';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { picture } from './support/picture.ts';

test('a view that has nothing to show says why, and what to do: a login, a certificate, a right, a filter, patience', async ({
  home,
  demo,
}) => {
  test.setTimeout(300_000);
  await home.saveKubeconfig(withUnusable(demo.kubeconfig));
  await using portolan = await home.launch();
  const { page } = portolan;
  const main = page.getByRole('main');
  const nothing = 'nothing-has-this-name';

  await portolan.showCluster('expired');
  await expect(main).toContainText('The SSO session has expired');
  await picture(portolan, 'cluster-login');
  await portolan.showCluster('untrusted');
  await expect(main).toContainText('is signed by an unknown authority');
  await picture(portolan, 'cluster-untrusted');

  demo.faults.forbidden = [{ verb: '*', resource: 'services', namespace: '*' }];
  await portolan.showCluster();
  await expect(main.getByRole('button', { name: 'Choose a namespace' })).toBeVisible();
  await picture(portolan, 'catalogue-refused');
  demo.faults.forbidden = [];
  await main.getByRole('button', { name: 'Try again' }).click();
  await expect(portolan.row('orders-db')).toBeVisible();
  await main.getByRole('searchbox').fill(nothing);
  await expect(main).toContainText('None of the services matches');
  await picture(portolan, 'catalogue-unmatched');
  await main.getByRole('button', { name: 'Clear the filter' }).last().click();
  const namespace = async (name: string) => {
    await page.getByRole('button', { name: /^Namespace:/ }).click();
    await page.getByRole('combobox', { name: 'Namespace' }).fill(name);
    await page.keyboard.press('Enter');
  };
  await namespace('elsewhere');
  await expect(main).toContainText('No services in namespace elsewhere');
  await picture(portolan, 'catalogue-empty');

  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  await portolan.showForwards();
  await main.getByRole('searchbox').fill(nothing);
  await expect(main).toContainText('No forward matches');
  await picture(portolan, 'forwards-unmatched');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type(nothing);
  await expect(page.getByRole('dialog')).toContainText('Nothing has “nothing-has-this-name”');
  await picture(portolan, 'palette-unmatched');
  await page.keyboard.press('Escape');
  const imported = await portolan.openImport('forwards: [');
  await expect(imported).toContainText('neither JSON, YAML nor kubectl commands');
  await picture(portolan, 'import-unreadable', imported.getByRole('group', { name: 'Problem' }));
  await page.keyboard.press('Escape');

  // Longer than all of its pictures take.
  demo.faults.requestDelayMs = 120_000;
  await portolan.showCluster();
  await namespace('shop');
  await expect(main.getByRole('status')).toContainText('Reading services');
  await picture(portolan, 'catalogue-loading');
});

/** With a context whose login has ended, and one whose certificate is not trusted. */
function withUnusable(kubeconfig: string): string {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  const [cluster] = config.clusters;
  if (cluster === undefined) throw new Error('The kubeconfig has no cluster.');
  config.addCluster({ name: 'untrusted', server: cluster.server, skipTLSVerify: false });
  config.addUser({
    name: 'expired',
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', 'console.error("The SSO session has expired"); process.exit(1)'],
      interactiveMode: 'Never',
    },
  });
  config.addContext({ name: 'expired', cluster: cluster.name, user: 'expired' });
  config.addContext({ name: 'untrusted', cluster: 'untrusted', user: 'demo' });
  return config.exportConfig();
}
