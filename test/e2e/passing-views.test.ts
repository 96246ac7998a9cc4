import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
