import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contextsNamed } from './support/contexts-named.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { picture } from './support/picture.ts';
import { TestHome } from './support/test-home.ts';

test('where nothing was found, the first view says where, and the tour begins with the forward that the demo brings', async () => {
  await using home = await TestHome.ofNewcomer();
  await using portolan = await home.launch({ kubeconfig: null });
  const { page } = portolan;
  const welcome = page.getByRole('region', { name: 'No cluster found' });
  await expect(welcome).toContainText(`Portolan looked in ${join('~', '.kube', 'config')}.`);
  await expect(portolan.row('web')).toContainText('Active');
  const address = page.getByRole('dialog', { name: 'This is its address' });
  await expect(address).toContainText('1 of 3');
  await expect(address.getByRole('button', { name: 'Next' })).toBeFocused();
  await picture(portolan, 'first-run-nothing');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'It keeps running in the tray' })).toContainText('2 of 3');
  await page.keyboard.press('Enter');
  const port = page.getByRole('dialog', { name: 'Click a port to forward it' });
  await expect(port).toContainText('3 of 3');
  await expect(page.getByRole('main', { name: 'Cluster demo' })).toBeVisible();
  await port.getByRole('button', { name: 'Done' }).click();
  await expect.poll(async () => (await portolan.snapshot()).settings.tourSeen).toBe(true);

  await portolan.showForwards();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await picture(portolan, 'first-run-nothing-after');
  await welcome.getByRole('region', { name: 'Demo cluster' }).getByRole('button').click();
  await expect(page.getByRole('main', { name: 'Cluster demo' })).toBeVisible();
  expect(portolan.complaints).toEqual([]);
});

test('where the forward of the demo is removed as well, the ways to begin are left; a kubeconfig that comes is found', async ({
  demo,
}) => {
  await using home = await TestHome.ofNewcomer();
  await using portolan = await home.launch({ kubeconfig: null });
  const { page } = portolan;
  await page
    .getByRole('dialog', { name: 'This is its address' })
    .getByRole('button', { name: 'Skip' })
    .click();
  await portolan.row('web').focus();
  await page.keyboard.press('Delete');
  await expect(portolan.row('web')).toHaveCount(0);
  const welcome = page.getByRole('region', { name: 'No cluster found' });
  await expect(welcome.getByRole('button', { name: 'Paste a kubeconfig' })).toBeVisible();
  await picture(portolan, 'first-run-nothing-left');

  await mkdir(join(home.path, '.kube'));
  await writeFile(join(home.path, '.kube', 'config'), contextsNamed(demo.kubeconfig, ['dev']));
  const found = page.getByRole('region', { name: 'Nothing is forwarded yet' });
  await expect(found.getByRole('region', { name: join('~', '.kube', 'config') })).toContainText('dev');
});
