import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  const loginEnds = join(home.path, 'login ends');
  await home.saveKubeconfig(withUnusable(demo.kubeconfig, loginEnds));
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
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.getByRole('button', { name: /^Also search/ }).click();
  await expect(palette.getByRole('status')).toHaveText('Reading slow…');
  await picture(portolan, 'palette-reading');
  await writeFile(loginEnds, '');
  await expect(palette.getByRole('status')).toContainText('of context “expired” failed.');
  await picture(portolan, 'palette-problem');
  await page.keyboard.press('Escape');
  const imported = await portolan.openImport('forwards: [');
  await expect(imported).toContainText('neither JSON, YAML nor kubectl commands');
  await picture(portolan, 'import-unreadable', imported.getByRole('group', { name: 'Problem' }));
  await page.keyboard.press('Escape');

  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await main.getByRole('searchbox').fill(nothing);
  await expect(main).toContainText('No setting has “nothing-has-this-name”');
  await picture(portolan, 'settings-unmatched');

  // Longer than all of its pictures take.
  demo.faults.requestDelayMs = 120_000;
  await portolan.showCluster();
  await namespace('shop');
  await expect(main.getByRole('status')).toContainText('Reading services');
  await picture(portolan, 'catalogue-loading');
});

/**
 * With a context whose login has ended, one whose certificate is not trusted, and one whose login takes its time and ends
 * once there is this file.
 */
function withUnusable(kubeconfig: string, loginEnds: string): string {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  const [cluster] = config.clusters;
  if (cluster === undefined) throw new Error('The kubeconfig has no cluster.');
  config.addCluster({ name: 'untrusted', server: cluster.server, skipTLSVerify: false });
  const ends = 'console.error("The SSO session has expired"); process.exit(1)';
  const waits = `setInterval(() => { if (fs.existsSync(${JSON.stringify(loginEnds)})) { ${ends} } }, 100)`;
  for (const [name, program] of [
    ['expired', ends],
    ['slow', waits],
  ] as const) {
    const apiVersion = 'client.authentication.k8s.io/v1';
    const login = { command: process.execPath, args: ['-e', program], interactiveMode: 'Never' };
    config.addUser({ name, exec: { apiVersion, ...login } });
    config.addContext({ name, cluster: cluster.name, user: name });
  }
  config.addContext({ name: 'untrusted', cluster: 'untrusted', user: 'demo' });
  return config.exportConfig();
}
