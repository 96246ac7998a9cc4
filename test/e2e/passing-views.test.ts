import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { picture } from './support/picture.ts';

test('what comes over a view and goes again is drawn as well: a notice, a message, menus, a file over the window', async ({
  home,
}) => {
  test.setTimeout(300_000);
  await writeFile(join(home.userData, 'forwards.json'), '{');
  await using portolan = await home.launch();
  const { page } = portolan;
  await expect(page.getByRole('alert')).toContainText('is damaged and was set aside');
  await addForward(portolan, { label: 'web', ports: [':http', ':9090'], start: true });
  await addForward(portolan, { label: 'front', ports: ['18080:80'], start: false });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await picture(portolan, 'notice');

  await portolan.row('18080').focus();
  await page.keyboard.press('Delete');
  await page.getByText('front was removed.').hover();
  await picture(portolan, 'toast');
  await page.getByRole('button', { name: 'Undo' }).click();
  await portolan.savesTo(join(home.path, 'no such folder', 'portolan.yaml'));
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name: 'Export as a workspace file' }).click();
  await page.getByRole('region', { name: 'Messages' }).getByRole('alert').hover();
  await picture(portolan, 'toast-error');
  await page.getByRole('button', { name: 'Dismiss' }).last().click();

  const near = { x: 60, y: 20 };
  await portolan.row('18080').click({ button: 'right', position: near });
  await expect(page.getByRole('menuitem', { name: 'Duplicate', exact: true })).toBeVisible();
  await picture(portolan, 'context-menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import and export' }).click();
  await expect(page.getByRole('menuitem', { name: 'Import forwards' })).toBeVisible();
  await picture(portolan, 'dropdown-menu');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add cluster' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a cluster' });
  await dialog.getByRole('tab', { name: 'Server and token' }).click();
  await dialog.getByRole('checkbox', { name: 'Do not verify the server’s certificate' }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.locator('input[aria-invalid=true]')).toHaveCount(3);
  await picture(portolan, 'add-cluster-token');
  await page.keyboard.press('Escape');

  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([''], 'portolan.yaml'));
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('Drop the file')).toBeVisible();
  await picture(portolan, 'file-drop');
});

test('menus of whatever has one are drawn as well, and an editor that takes over a port', async ({
  app: portolan,
}) => {
  test.setTimeout(300_000);
  const { page } = portolan;
  await addForward(portolan, { label: 'first', ports: [':http'], start: true });
  await addForward(portolan, { label: 'second', ports: [':http'], start: true, group: 'shop' });
  await addForward(portolan, { label: 'third', ports: [':9090'], start: false, group: 'shop' });
  await expect.poll(() => portolan.phase('second')).toBe('active');
  const near = { x: 60, y: 20 };
  const open = async (of: Locator, entry: string) => {
    await of.click({ button: 'right', position: near });
    await expect(page.getByRole('menuitem', { name: entry, exact: true })).toBeVisible();
  };

  await open(portolan.row('1 of 2 active'), 'Ungroup');
  await picture(portolan, 'menu-group');
  await page.keyboard.press('Escape');
  await portolan.row('first').click();
  await page.keyboard.press('ControlOrMeta+a');
  await open(portolan.row('second'), 'Duplicate to…');
  await picture(portolan, 'menu-selection');
  await page.keyboard.press('Escape');
  await open(page.getByRole('navigation').getByRole('button', { name: /^demo/ }), 'Try to connect now');
  await picture(portolan, 'menu-cluster');
  await page.keyboard.press('Escape');

  await portolan.showForwards();
  await portolan.row('third').click();
  await page.keyboard.press('e');
  const editor = page.getByRole('dialog', { name: 'Edit third' });
  await editor.getByRole('textbox', { name: 'Local port 1' }).fill(String(await portolan.port('first')));
  await editor.getByRole('button', { name: 'Take it over' }).click();
  await expect(editor.getByText('“first” will be stopped when you save')).toBeVisible();
  await picture(portolan, 'editor-takes-over');
  await page.keyboard.press('Escape');

  await portolan.showCluster();
  await open(portolan.row('orders-db'), 'Copy kubectl get');
  await picture(portolan, 'menu-service');
});
