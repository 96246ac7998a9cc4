import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '../support/on-shop.ts';
import { expect } from '../support/expect.ts';
import { picture } from '../support/picture.ts';
import { TestHome } from '../support/test-home.ts';

const broken = `apiVersion: v1
kind: Config
contexts:
- {name: old-lab, context: {cluster: gone, user: ann}}
`;

test('the first view tells what was found, and one click opens it; the tour leads on and comes once', async ({
  shop,
}) => {
  await using home = await TestHome.ofNewcomer();
  const files = [join(home.path, 'config'), join(home.path, 'lab.yaml')];
  await writeFile(files[0] ?? '', shop.kubeconfig);
  await writeFile(files[1] ?? '', broken);
  const options = { kubeconfig: files.join(process.platform === 'win32' ? ';' : ':') };
  {
    await using portolan = await home.launch(options);
    const { page } = portolan;
    const welcome = page.getByRole('region', { name: 'Nothing is forwarded yet' });
    const found = welcome.getByRole('region', { name: join('~', 'config') });
    await expect(found).toContainText(shop.server);
    await expect(found).toContainText('current');
    await expect(welcome.getByRole('region', { name: join('~', 'lab.yaml') })).toContainText(
      'names the cluster “gone”',
    );
    await expect(page.locator('body')).not.toContainText(home.path);
    await portolan.request('production.mark', { context: 'old-lab', endAfterMs: null });
    await expect(welcome.getByRole('button', { name: 'old-lab' })).toContainText('PROD');
    await picture(portolan, 'first-run');

    await found.getByRole('button').focus();
    await page.keyboard.press('ArrowDown');
    await expect(welcome.getByRole('button', { name: 'old-lab' })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');

    const port = page.getByRole('dialog', { name: 'Click a port to forward it' });
    await expect(port.getByRole('button', { name: 'Next' })).toBeFocused();
    await picture(portolan, 'tour-port');
    await page.getByTitle('Forward http 80').click();
    await expect.poll(() => portolan.phase('web')).toBe('active');
    await port.getByRole('button', { name: 'Next' }).click();
    const address = page.getByRole('dialog', { name: 'This is its address' });
    await expect(address.getByRole('button', { name: 'Next' })).toBeFocused();
    await expect(page.getByRole('main', { name: 'Forwards' })).toBeVisible();
    await picture(portolan, 'tour-address');
    await page.keyboard.press('Enter');
    const tray = page.getByRole('dialog', { name: 'It keeps running in the tray' });
    await picture(portolan, 'tour-tray');
    await tray.getByRole('button', { name: 'Back' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(async () => (await portolan.snapshot()).settings.tourSeen).toBe(true);
    // Where the step pointed, there the keyboard is.
    await expect(page.getByRole('button', { name: /^Copy / }).first()).toBeFocused();
    expect(portolan.complaints).toEqual([]);
  }

  await using portolan = await home.launch(options);
  const { page } = portolan;
  await page.getByRole('navigation').getByRole('button', { name: 'demo' }).first().click();
  await expect(portolan.row('orders-db')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('button', { name: 'Show the tour again' }).click();
  await expect(page.getByRole('dialog', { name: 'Click a port to forward it' })).toBeVisible();
  await page.getByRole('button', { name: 'Skip' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
