import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { clickTray, trayLabels, trayPicture, trayTooltip, watchTray } from './support/tray.ts';

test('a cluster whose login has ended is told by the tray’s icon, its words and its menu, which leads there', async ({
  app: portolan,
  demo,
  home,
}) => {
  const { page } = portolan;
  await watchTray(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const first = async () => (await trayLabels(portolan))[0];
  await expect.poll(first).toContain('● web');

  demo.rotateToken();
  demo.faults.dropWatches();
  await expect.poll(first).toBe('▲ demo  Needs login');
  expect(await trayPicture(portolan)).toBe('trayAsking.png');
  expect(await trayTooltip(portolan)).toContain('demo needs a login');

  await portolan.closeWindow();
  await clickTray(portolan, 'demo  Needs login');
  await expect.poll(() => portolan.isVisible()).toBe(true);
  await expect(page.getByRole('main', { name: 'Cluster demo' })).toBeVisible();

  await home.saveKubeconfig(demo.kubeconfig);
  await expect.poll(first, { timeout: 60_000 }).toContain('● web');
  expect(await trayPicture(portolan)).toBe('tray.png');
});
