import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
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

  const { text } = await portolan.request('forward.export', { ids: null, format: 'workspace' });
  const [head = '', front = ''] = text.split(/^(?= {2}- )/m);
  const changed = front.replace(String(first), String(next)).replace('group: shop', 'hold: 30s');
  const added =
    '  - { name: orders, context: team, namespace: shop, target: svc/orders-db, ports: [":postgres"] }\n';
  await writeFile(path, `${head}${changed.replace('context: demo', 'context: team')}${added}`);

  await portolan.app.evaluate(({ dialog, Menu }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Open…')?.click();
  }, path);
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

test('a file dropped on the window is looked at, with what its names stood for the last time', async ({
  app: portolan,
  home,
}) => {
  const { page } = portolan;
  await portolan.request('forward.apply', {
    changes: { add: [], change: [], remove: [] },
    names: { team: 'demo' },
  });
  const names = join(home.userData, 'context-names.json');
  await expect.poll(() => readFile(names, 'utf8').catch(() => '')).toContain('"team": "demo"');

  await expect(page.getByRole('heading', { name: 'Forwards' })).toBeVisible();
  const text =
    'portolan: 1\nforwards: [{ context: team, namespace: shop, target: svc/web, ports: [":http"] }]\n';
  await page.evaluate((contents) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([contents], 'portolan.yaml'));
    for (const type of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, text);
  const dialog = page.getByRole('dialog', { name: 'Import forwards' });
  await expect(dialog.getByLabel('Cluster for “team”')).toHaveValue('demo');
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
