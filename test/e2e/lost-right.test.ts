import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { clickNewestNotification, notifications, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-demo.ts';

test('a forward whose right is taken tells so, and a click shows what to do', async ({
  app: portolan,
  demo,
}) => {
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'front', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('front')).toBe('active');
  const port = await portolan.port('front');

  demo.faults.forbidden = [{ verb: '*', resource: 'pods/portforward', namespace: '*' }];
  demo.faults.cutTunnels();
  await fetch(`http://127.0.0.1:${String(port)}`).catch(() => undefined);
  await expect.poll(() => notifications(portolan)).toEqual(['front is no longer working']);
  await clickNewestNotification(portolan);
  await expect(portolan.details('front')).toContainText('Needs you');
});
