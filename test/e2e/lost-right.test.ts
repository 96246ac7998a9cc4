import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { clickNewestNotification, notifications, watchNotifications } from './support/notifications.ts';
import { addForward } from './support/shop-home.ts';

test('a forward whose right is taken tells so, and a click shows what to do', async () => {
  await using home = await DemoHome.create();
  await using portolan = await home.launch();
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('front')).toBe('active');
  const port = await portolan.port('front');

  home.demo.faults.forbidden = [{ verb: '*', resource: 'pods/portforward', namespace: '*' }];
  home.demo.faults.cutTunnels();
  await fetch(`http://127.0.0.1:${String(port)}`).catch(() => undefined);
  await expect.poll(() => notifications(portolan)).toEqual(['front is no longer working']);
  await clickNewestNotification(portolan);
  await expect(portolan.page.getByRole('complementary', { name: 'Details of front' })).toContainText(
    'Needs you',
  );
});
