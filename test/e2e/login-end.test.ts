import { test } from '@playwright/test';
import { settingsOf } from '../../src-main/shared/forward.ts';
import { DemoHome } from './support/demo-home.ts';
import { expect } from './support/expect.ts';
import { notifications, watchNotifications } from './support/notifications.ts';
import { addForward } from './support/shop-home.ts';

test('the end of a login is told by the forward that waits for it, and by the system, as a loss where logins are turned off', async () => {
  await using demo = await DemoHome.create();
  await using portolan = await demo.launch();
  const { page } = portolan;
  await watchNotifications(portolan);
  const saved = await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await portolan.request('forward.update', { id: saved.id, settings: { ...settingsOf(saved), holdMs: 100 } });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await page.getByText('svc/web').first().click();

  const endLogin = async () => {
    const [pod] = await demo.demo.readyPods('shop', 'web', 2);
    demo.demo.rotateToken();
    demo.demo.faults.dropWatches();
    demo.demo.faults.cutTunnels();
    demo.demo.deletePod('shop', pod?.metadata.name ?? '');
  };
  const logIn = async () => {
    await demo.saveKubeconfig();
    await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  };

  await endLogin();
  const happened = page.getByRole('region', { name: 'What happened' });
  await expect(happened).toContainText(
    'The cluster of context “demo” does not accept the credentials. Log in again, or renew the token or certificate.',
  );
  await expect.poll(() => notifications(portolan)).toEqual(['demo needs a login']);
  await expect(page.getByRole('row').filter({ hasText: 'svc/web' })).toContainText('Needs you');
  await logIn();
  await expect(happened).toContainText('Back on');

  const told = (await notifications(portolan)).length;
  const { notify } = (await portolan.snapshot()).settings;
  await portolan.request('settings.change', { notify: { ...notify, login: false } });
  await endLogin();
  await expect.poll(async () => (await notifications(portolan)).slice(told)).toEqual(['demo needs a login']);
  await logIn();
  await expect
    .poll(async () => (await notifications(portolan)).slice(told))
    .toEqual(['demo needs a login', 'demo is back']);
});
