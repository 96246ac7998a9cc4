import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';

test('every way in to a service is shown, which of them are blocked, and why', async ({
  app: portolan,
  cluster,
  shop,
}) => {
  const { page } = portolan;
  const ports = [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30980 }];
  await shop.addService('edge', ports, 'LoadBalancer');
  await portolan.showCluster();
  await portolan.row('edge').focus();
  await page.keyboard.press('w');
  const view = page.getByRole('main', { name: 'Ways in to svc/edge' });
  const way = (kind: string) => view.getByRole('row').filter({ has: page.getByText(kind, { exact: true }) });
  await expect(way('Node port')).toContainText(':30980');
  await expect(way('Node port')).not.toContainText('Not tried');
  await expect(view.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await expect(way('Load balancer')).toContainText(/Waiting for \d/);
  await expect(way('Cluster IP')).toContainText('Inside the cluster only');
  await expect(way('API server proxy')).toContainText('/services/edge:http/proxy/');
  await picture(portolan, 'ways');

  const proxy = way('API server proxy');
  await proxy.getByRole('button', { name: 'Serve locally' }).click();
  await expect(proxy).toContainText('Served locally');
  const [address = ''] = /http:\/\/localhost:\d+/.exec((await proxy.textContent()) ?? '') ?? [];
  // The API server of the real cluster is outside of its pods' network.
  if (cluster === 'demo') expect((await fetch(address)).status).toBe(200);
  await picture(portolan, 'ways-served');
  await proxy.focus();
  await page.keyboard.press('c');
  await expect.poll(() => portolan.clipboard()).toBe(address);
  await proxy.getByRole('button', { name: 'Stop serving' }).click();
  await expect(proxy).toContainText('/services/edge:http/proxy/');
  await expect(fetch(address)).rejects.toThrow();

  await way('Forward').getByRole('button', { name: 'Forward http 80' }).click();
  await expect(way('Forward')).toContainText('localhost:');
  await view.getByRole('button', { name: 'demo / shop' }).click();
  await expect(portolan.row('edge')).toBeVisible();
});

test('a host of an Ingress that no name and no network leads to is served locally, by one click', async ({
  app: portolan,
  shop,
}) => {
  const { page } = portolan;
  const host = 'edge.example.com';
  await shop.addIngress(host);
  await portolan.showCluster();
  await portolan.row('web').first().focus();
  await page.keyboard.press('w');
  const view = page.getByRole('main', { name: 'Ways in to svc/web' });
  const way = view.getByRole('row').filter({ has: page.getByText('Ingress (kong)', { exact: true }) });
  await expect(way).toContainText('Inside the cluster only');
  await expect(way.getByRole('button', { name: `Open https://${host}/` })).toBeHidden();
  await way.getByRole('button', { name: 'Local entry' }).click();
  await expect(way).toContainText('Certificate not trusted');
  await expect(way).toContainText(`https://${host} by a forward to svc/edge in shop.`);
  const [address = ''] = /http:\/\/localhost:\d+/.exec((await way.textContent()) ?? '') ?? [];
  expect(await (await fetch(`${address}/request/a`)).json()).toMatchObject({
    host,
    sni: host,
    target: '/request/a',
  });
  await picture(portolan, 'ways-entry');

  await view.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: '1 served locally' }).click();
  const served = page.getByRole('dialog', { name: 'Served locally' });
  const row = served.getByRole('row');
  await expect(row).toContainText(
    `https://${host} ${address} demo · https://${host} by a forward to svc/edge in shop.`,
  );
  await picture(portolan, 'served');
  await row.getByRole('button', { name: 'Stop serving' }).click();
  await expect(served).toContainText('Nothing is served locally');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /served locally/ })).toBeHidden();
  await expect(fetch(address)).rejects.toThrow();
});
