import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { clickMenu } from '../support/menus.ts';
import { picture } from '../support/picture.ts';
import type { Portolan } from '../support/portolan.ts';
import { freePort } from '../support/ports.ts';

/** What is saved, as far as this test changes it. */
async function saved(portolan: Portolan): Promise<string[]> {
  const { forwards } = await portolan.snapshot();
  return forwards.map(({ label, ports }) => {
    const [pair] = ports;
    return `${label} ${pair?.local.kind === 'fixed' ? String(pair.local.port) : 'auto'}`;
  });
}

/** A workspace file that calls its cluster `team`, with a forward to this service. */
const ofTeam = (service: string) =>
  `portolan: 1\nforwards: [{ context: team, namespace: shop, target: svc/${service}, ports: [":80"] }]\n`;

test('a workspace file that differs is opened, looked at, applied in one step, and taken back', async ({
  app: portolan,
  home,
}) => {
  const { page } = portolan;
  const path = join(home.path, 'portolan.yaml');
  const [first, next] = [await freePort(), await freePort()];
  const ports = [`${String(first)}:http`];
  await addForward(portolan, { label: 'front', ports, start: true, group: 'shop' });
  await addForward(portolan, {
    label: 'back',
    ports: [':http'],
    start: false,
    target: { kind: 'deployment' },
  });
  await expect.poll(() => portolan.phase('front')).toBe('active');
  const before = await saved(portolan);

  const { text } = await portolan.request('forward.exportWorkspace', { ids: null });
  const [head = '', front = ''] = text.split(/^(?= {2}- )/m);
  const changed = front.replace(String(first), String(next)).replace('group: shop', 'hold: 30s');
  const added =
    '  - { name: orders, context: team, namespace: shop, target: svc/orders-db, ports: [":postgres"] }\n';
  await writeFile(path, `${head}${changed.replace('context: demo', 'context: team')}${added}`);

  await portolan.opensFile(path);
  await clickMenu(portolan, 'application', ['File', 'Open…']);
  const dialog = page.getByRole('dialog', { name: 'Import forwards' });
  await dialog.getByLabel('Cluster for “team”').selectOption('demo');
  const change = dialog.getByRole('region', { name: 'What will be changed' });
  await expect(change.getByRole('listitem').filter({ hasText: 'Ports' }).last()).toContainText(
    `Ports: from ${String(first)}:http to ${String(next)}:http`,
  );
  await expect(change).toContainText('Group: from shop to none');
  await expect(change).toContainText('Hold time: from 10s to 30s');
  const gone = dialog
    .getByRole('region', { name: 'What can be removed' })
    .getByRole('checkbox', { name: 'back' });
  await expect(gone).not.toBeChecked();
  await gone.check();
  await picture(portolan, 'workspace-differences');
  await dialog.getByRole('button', { name: 'Apply 3 changes' }).click();

  await expect(page.getByText('1 added, 1 changed, 1 removed.')).toBeVisible();
  expect(await saved(portolan)).toEqual([`front ${String(next)}`, 'orders auto']);
  await expect.poll(() => portolan.port('front')).toBe(next);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => saved(portolan)).toEqual(before);
  await expect.poll(() => portolan.port('front')).toBe(first);
});

test('which cluster a name of a workspace file stands for is said once: it is chosen from then on, also after a restart', async ({
  app: portolan,
  home,
}) => {
  const clusterIn = (dialog: Locator) => dialog.getByLabel('Cluster for “team”');
  const dialog = await portolan.openImport(ofTeam('web'));
  await expect(clusterIn(dialog)).toHaveValue('');
  await clusterIn(dialog).selectOption('demo');
  await dialog.getByRole('button', { name: 'Add 1 forward' }).click();
  await expect(dialog).toBeHidden();

  const again = await portolan.openImport(ofTeam('search'));
  await expect(clusterIn(again)).toHaveValue('demo');
  await portolan.quit();
  await using restarted = await home.launch();
  const later = await restarted.openImport(ofTeam('search'));
  await expect(clusterIn(later)).toHaveValue('demo');
  await later.getByRole('button', { name: 'Add 1 forward' }).click();
  await expect
    .poll(async () =>
      (await restarted.snapshot()).forwards.map(({ target: { name, context } }) => [name, context]),
    )
    .toEqual([
      ['web', 'demo'],
      ['search', 'demo'],
    ]);
});

test('a file dropped on the window is looked at', async ({ app: portolan }) => {
  const { page } = portolan;
  await expect(page.getByRole('heading', { name: 'Forwards' })).toBeVisible();
  await page.evaluate((contents) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([contents], 'portolan.yaml'));
    for (const type of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, ofTeam('web'));
  const dialog = page.getByRole('dialog', { name: 'Import forwards' });
  await dialog.getByLabel('Cluster for “team”').selectOption('demo');
  await dialog.getByRole('button', { name: 'Add 1 forward' }).click();
  await expect.poll(async () => (await portolan.snapshot()).forwards[0]?.target.context).toBe('demo');

  // While a question is open, a file is not for the window.
  await portolan.request('production.mark', { context: 'demo', endAfterMs: null });
  await page.getByRole('row').filter({ hasText: 'svc/web' }).getByRole('switch').click();
  await expect(page.getByRole('dialog', { name: 'This is production' })).toBeVisible();
  const isTaken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([''], 'portolan.yaml'));
    return !document.body.dispatchEvent(
      new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }),
    );
  });
  expect(isTaken).toBe(false);
});
