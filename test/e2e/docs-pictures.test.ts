import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import {
  type DocsPicture,
  docsPicture,
  docsPictures,
  pictureSize,
  picturesFolder,
} from './support/docs-pictures.ts';
import { startTraffic } from './support/docs-traffic.ts';
import { DocsWorld, launchNewcomer } from './support/docs-world.ts';
import { expect } from './support/expect.ts';
import { root } from './support/portolan.ts';
import { TestHome } from './support/test-home.ts';

test('the first run, as the documents show it', async () => {
  await using home = await TestHome.ofNewcomer();
  await using portolan = await launchNewcomer(home);
  const { page } = portolan;
  const welcome = page.getByRole('region', { name: 'Nothing is forwarded yet' });
  await expect(welcome.getByRole('button', { name: 'old-lab' })).toBeVisible();
  await docsPicture(portolan, 'first-run');
  await welcome.getByRole('button', { name: 'Try the demo cluster' }).click();
  await expect(page.getByRole('dialog', { name: 'Click a port to forward it' })).toBeVisible();
  await docsPicture(portolan, 'tour');
});

test('a working day, as the documents show it', async () => {
  test.setTimeout(240_000);
  await using world = await DocsWorld.open();
  const { portolan } = world;
  const { page } = portolan;
  await world.addForwards();
  for (const label of ['web', 'orders db', 'search', 'ledger', 'web staging']) {
    await expect.poll(() => portolan.phase(label), label).toBe('active');
  }
  await expect(portolan.row('vault')).toContainText('Needs you');
  await using traffic = await startTraffic(portolan);
  await traffic.shown;
  await page.getByText('web', { exact: true }).first().click();
  await docsPicture(portolan, 'forwards');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('orders');
  await expect(page.getByRole('option').filter({ hasText: 'staging-eu' }).first()).toBeVisible();
  await docsPicture(portolan, 'palette');
  await page.keyboard.press('Escape');

  await portolan.openImport(
    `kubectl port-forward svc/orders-db 15432:postgres -n shop --context staging-eu
kubectl port-forward deploy/api 8081:8080 -n payments --context kind-dev
kubectl port-forward svc/search 80000:7700 -n shop`,
  );
  await expect(page.getByRole('region', { name: 'Left out' })).toBeVisible();
  await docsPicture(portolan, 'import');
  await page.keyboard.press('Escape');

  await portolan.showCluster('kind-dev');
  await expect(portolan.row('orders-db')).toContainText('1 of 1');
  await docsPicture(portolan, 'services');

  await portolan.row('web').focus();
  await page.keyboard.press('w');
  const ways = page.getByRole('main', { name: 'Ways in to svc/web' });
  await expect(ways.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await expect(ways).toContainText('Name does not resolve');
  await expect(ways).toContainText('A forward leads there.');
  await docsPicture(portolan, 'ways');
  await ways.getByRole('button', { name: 'kind-dev / shop' }).click();

  await page.getByRole('button', { name: 'New forward' }).click();
  const editor = page.getByRole('dialog', { name: 'New forward' });
  await editor.getByRole('combobox', { name: 'Target' }).fill('svc/web');
  await editor.getByLabel('Balance').selectOption('roundRobin');
  await expect(editor).toContainText('2 of 2 ready');
  await expect(editor.getByRole('combobox', { name: /^Remote port/ })).toHaveValue('http');
  await docsPicture(portolan, 'editor');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await docsPicture(portolan, 'settings');
  expect(portolan.complaints).toEqual([]);
});

test('the documents show these pictures, all of them are there, and none is large', async () => {
  const names = Object.keys(docsPictures) as DocsPicture[];
  const made = names.flatMap((name) => docsPictures[name].map((theme) => `${name}-${theme}.png`)).sort();
  const texts = names.map((name) => `${name}.txt`);
  const documents = (await readdir(join(root, 'docs')))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const written = await Promise.all(
    ['README.md', ...documents].map((name) => readFile(join(root, name), 'utf8')),
  );
  const shown = written.flatMap((text) => text.match(/(?<=\bpictures\/)[\w-]+\.png/g) ?? []);
  expect([...new Set(shown)].sort()).toEqual(made);
  expect((await readdir(picturesFolder)).sort()).toEqual([...made, ...texts].sort());

  const images = await Promise.all(made.map((name) => readFile(join(picturesFolder, name))));
  expect(made.filter((_, index) => (images[index]?.length ?? 0) > 250_000)).toEqual([]);
  expect(images.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(3_000_000);
  // PNG: width and height stand at the beginning of the first chunk.
  const sizes = images.map((image) => ({ width: image.readUInt32BE(16), height: image.readUInt32BE(20) }));
  expect(sizes).toEqual(made.map(() => pictureSize));
});
