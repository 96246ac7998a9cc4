import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '../support/expect.ts';
import { clickMenu } from '../support/menus.ts';
import { test } from '../support/on-shop.ts';
import { type Portolan, root } from '../support/portolan.ts';
import { forwardSettings } from '../support/add-forward.ts';

let portolan: Portolan;
let page: Page;

test.beforeEach(({ app }) => {
  portolan = app;
  ({ page } = app);
});

const choose = (...path: string[]) => clickMenu(portolan, 'application', path);
const dialog = (name: string) => page.getByRole('dialog', { name });

test('the menu leads to each part of the window, also while it is closed', async () => {
  await portolan.closeWindow();
  await choose('File', 'Settings…');
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await expect.poll(() => portolan.isVisible()).toBe(true);

  await choose('Edit', 'Find Anything');
  await expect(dialog('Find anything').getByRole('combobox')).toBeFocused();
  await choose('Help', 'Keyboard Shortcuts');
  await expect(dialog('Keyboard shortcuts')).toBeVisible();
  await expect(dialog('Find anything')).toHaveCount(0);

  await choose('File', 'New Forward');
  await expect(dialog('New forward')).toBeVisible();
  await choose('File', 'Import…');
  await expect.poll(async () => (await portolan.snapshot()).destination).toBeNull();
  await page.keyboard.press('Escape');
  await expect(dialog('New forward')).toHaveCount(0);
  await expect(dialog('Import forwards')).toHaveCount(0);
  await choose('File', 'Import…');
  await expect(dialog('Import forwards')).toBeVisible();
});

test('Help, the shortcuts and the search open the documents, which are on this computer', async () => {
  await portolan.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openPath = (path) => {
      opened.push(path);
      return Promise.resolve(opened.length < 3 ? '' : 'No application is registered');
    };
  });
  const opened = () => portolan.app.evaluate(() => (globalThis as { opened?: string[] }).opened);
  const docs = join(root, 'docs');
  await choose('Help', 'Documentation');
  await expect.poll(opened).toEqual([docs]);

  await page.keyboard.press('?');
  await dialog('Keyboard shortcuts').getByRole('button', { name: 'Documentation' }).click();
  await expect.poll(opened).toEqual([docs, docs]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('documentation');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(`did not open ${docs}`);
  expect(await readdir(docs)).toContain('forwards.md');
});

test('the menu exports all forwards to a file', async ({ home }) => {
  const changes = { add: [forwardSettings({ label: 'web', ports: [':http'] })], change: [], remove: [] };
  await portolan.request('forward.apply', { changes, names: { 'team shop': 'demo' } });
  const path = join(home.path, 'team.yaml');
  await portolan.savesTo(path);
  await choose('File', 'Export…');
  const saved = () => readFile(path, 'utf8').catch(() => '');
  await expect.poll(saved).toContain('target: svc/web');
  // By the name that the team has for it.
  expect(await saved()).toContain('context: team shop');
});
