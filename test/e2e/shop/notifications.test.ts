import { expect } from '../support/expect.ts';
import {
  clickNewestNotification,
  notifications,
  notificationTexts,
  shownByDesktop,
  watchNotifications,
} from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';
import { addForward } from '../support/add-forward.ts';

/** Starts a forward that holds no connection for long, and resolves once it is active. */
async function forward(portolan: Portolan, label: string, port: string): Promise<void> {
  await addForward(portolan, { label, ports: [port], start: true, holdMs: 100 });
  await expect.poll(() => portolan.phase(label)).toBe('active');
}

test('two ports of one service that has no pod are one notification, and so is their return', async ({
  app: portolan,
  shop,
}) => {
  await watchNotifications(portolan);
  await forward(portolan, 'front', ':http');
  await forward(portolan, 'R&D <figures>', ':metrics');
  await shop.scaleWeb(0);
  await expect.poll(() => notifications(portolan)).toEqual(['2 forwards are waiting']);
  await shop.scaleWeb(2);
  await expect.poll(() => notifications(portolan)).toEqual(['2 forwards are waiting', '2 forwards are back']);
  await portolan.closeWindow();
  await clickNewestNotification(portolan);
  if (process.platform === 'linux') {
    const told = (await notificationTexts(portolan)).reverse();
    expect((await shownByDesktop()).slice(0, told.length)).toEqual(told);
  }
  await expect.poll(() => portolan.isVisible()).toBe(true);
  await expect(portolan.page.getByRole('main', { name: 'Forwards' })).toBeVisible();
  await expect(portolan.page.getByRole('complementary')).toHaveCount(0);
});
