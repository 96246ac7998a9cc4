import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { looks } from '../support/looks.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';

test('in the smallest window at 200 %, every view can still be read and reached', async ({
  app: portolan,
}) => {
  test.setTimeout(300_000);
  const { page } = portolan;
  // English first: it is the one in which the window is left.
  const large = looks.filter(({ zoom }) => zoom === 2).toReversed();
  const take = (name: string) => picture(portolan, `smallest-${name}`, undefined, large);
  await portolan.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const [width = 0, height = 0] = window?.getMinimumSize() ?? [];
    window?.setSize(width, height);
  });
  await addForward(portolan, { label: 'first', ports: [':http', ':9090'], start: true });
  await addForward(portolan, { label: 'second', ports: ['18080:80'], start: false, group: 'shop' });
  await expect.poll(() => portolan.phase('first')).toBe('active');
  await expect(portolan.row('second')).toBeVisible();
  await take('forwards');
  await portolan.row('first').focus();
  await page.keyboard.press('d');
  await expect(portolan.details('first')).toBeVisible();
  await take('details');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Edit first' })).toBeVisible();
  await take('editor');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('first');
  await expect(page.getByRole('option').filter({ hasText: 'Stop first' })).toBeVisible();
  await take('palette');
  await page.keyboard.press('Escape');
  await portolan.row('first').focus();
  await page.keyboard.press('w');
  const ways = page.getByRole('main', { name: 'Ways in to svc/web' });
  await expect(ways.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await take('ways');
  await portolan.showCluster();
  await expect(portolan.row('orders-db')).toBeVisible();
  await take('services');
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await take('settings');
});
