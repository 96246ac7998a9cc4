import { settingsOf } from '../../src-main/shared/forward.ts';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { picture } from './support/picture.ts';
import { occupy } from './support/ports.ts';

test('every view is drawn in both themes, three languages and at 200 %, without a barrier or a complaint', async ({
  app: portolan,
  demo,
}) => {
  test.setTimeout(400_000);
  const { page } = portolan;
  // A whole load from its beginning: what the page complains of before Playwright has it is not heard.
  await page.reload();
  await picture(portolan, 'welcome');

  await addForward(portolan, { label: 'web', ports: [':http', ':9090'], start: true });
  await addForward(portolan, { label: 'stopped', ports: ['18080:80'], start: false });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await fetch(`http://127.0.0.1:${String(await portolan.port('web'))}`);
  await page.getByText('svc/web').first().click();
  await picture(portolan, 'forwards');

  await addForward(portolan, {
    label: 'spread',
    ports: [':http'],
    start: true,
    balance: { mode: 'roundRobin' },
  });
  await expect.poll(() => portolan.phase('spread')).toBe('active');
  const spread = `http://127.0.0.1:${String(await portolan.port('spread'))}`;
  for (let count = 0; count < 4; count += 1)
    await (await fetch(spread, { headers: { connection: 'close' } })).text();
  const [first] = await demo.readyPods('shop', 'web', 2);
  demo.times.terminationMs = 20_000;
  demo.deletePod('shop', first?.metadata.name ?? '');
  await page.getByText('spread').first().click();
  await expect(page.getByRole('region', { name: 'Pods' })).toContainText('terminating');
  await picture(portolan, 'balance', page.getByRole('region', { name: 'Pods' }));

  for (const forward of (await portolan.snapshot()).forwards.filter(({ label }) => label !== 'spread')) {
    const favourite = forward.label === 'web';
    const settings = { ...settingsOf(forward), group: 'shop', favourite };
    await portolan.request('forward.update', { id: forward.id, settings });
  }
  await expect(page.getByRole('switch', { name: 'Group shop runs' })).toBeVisible();
  await page.getByText('web', { exact: true }).first().click();
  await picture(portolan, 'groups');
  await picture(portolan, 'connect-with', page.getByRole('region', { name: 'Connect with' }).first());
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('web');
  await expect(page.getByRole('option').filter({ hasText: 'Stop web' })).toBeVisible();
  await picture(portolan, 'palette');
  await page.keyboard.press('Escape');
  await portolan.openImport(
    `kubectl port-forward svc/orders-db 15432:postgres -n shop --context staging-eu
kubectl port-forward deploy/api 8080 9090 -n payments --context staging-eu --address 0.0.0.0
kubectl port-forward svc/search 80000:7700 -n shop`,
  );
  await expect(page.getByRole('region', { name: 'Left out' })).toBeVisible();
  await picture(portolan, 'import');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await picture(portolan, 'settings');
  await portolan.showForwards();

  await using other = await occupy();
  await addForward(portolan, { label: 'taken', ports: [`${other.port}:80`], group: 'shop', start: true });
  await page.getByText('taken').first().click();
  await expect(portolan.details('taken')).toContainText('is used');
  await page.getByText('Details', { exact: true }).click();
  await picture(portolan, 'needs-you');
  await page.getByRole('button', { name: 'Close details' }).click();
  await page.getByRole('button', { name: 'Collapse shop' }).click();
  await expect(portolan.row('1 needs you')).toBeVisible();
  await picture(portolan, 'group-collapsed');
  await page.getByRole('button', { name: 'Expand shop' }).click();

  demo.profile = '1.29';
  demo.faults.spdyUpgrade = 'strip';
  demo.faults.cutTunnels();
  const closed = await addForward(portolan, {
    label: 'closed',
    target: { kind: 'deployment' },
    ports: [':81'],
    start: true,
  });
  await expect.poll(() => portolan.phase('closed')).toBe('active');
  await fetch(`http://127.0.0.1:${String(await portolan.port('closed'))}`).catch(() => undefined);
  await page.getByText('closed', { exact: true }).first().click();
  const failed = portolan.details('closed');
  await failed.getByText('Details', { exact: true }).click();
  await picture(portolan, 'connection-failed', failed.getByText('Details', { exact: true }));
  await portolan.request('forward.remove', { id: closed.id });
  demo.faults.reset();
  demo.profile = '1.36';

  await page.getByText('demo', { exact: true }).first().click();
  await expect(portolan.row('orders-db')).toBeVisible();
  await picture(portolan, 'services');
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  await expect(page.getByRole('option', { name: 'payments' })).toBeVisible();
  await picture(portolan, 'namespaces');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Workloads/ }).click();
  await expect(portolan.row('catalogue-import')).toBeVisible();
  await picture(portolan, 'workloads');
  await page.getByRole('tab', { name: /^Pods/ }).click();
  await expect(portolan.row('orders-db-0')).toBeVisible();
  await picture(portolan, 'pods');

  await page.getByRole('button', { name: 'New forward' }).first().click();
  await expect(page.getByRole('dialog', { name: 'New forward' })).toBeVisible();
  await picture(portolan, 'editor');
  await page.getByRole('combobox', { name: 'Target' }).fill('svc/web');
  await page.getByLabel('Balance', { exact: true }).selectOption('pod');
  await page.getByText('Advanced').click();
  await page.getByRole('combobox', { name: 'Pod', exact: true }).click();
  await picture(portolan, 'editor-balance');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add cluster' }).click();
  await expect(page.getByRole('dialog', { name: 'Add a cluster' })).toBeVisible();
  await picture(portolan, 'add-cluster');
  await page.keyboard.press('Escape');

  await demo.stopApi();
  await expect(page.getByRole('main')).toContainText('the API server is down');
  await picture(portolan, 'unreachable');
  await portolan.showForwards();
  await expect(portolan.row('web').first()).toContainText('Waiting');
  await picture(portolan, 'waiting');
});
