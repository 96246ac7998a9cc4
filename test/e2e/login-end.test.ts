import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { notifications, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-demo.ts';

test('the end of a login is told by the forward that waits for it, and by the system, as a loss where logins are turned off', async ({
  app: portolan,
  demo,
  home,
}) => {
  const { page } = portolan;
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true, holdMs: 100 });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await page.getByText('svc/web').first().click();

  const endLogin = async () => {
    const [pod] = await demo.readyPods('shop', 'web', 2);
    demo.rotateToken();
    demo.faults.dropWatches();
    demo.faults.cutTunnels();
    demo.deletePod('shop', pod?.metadata.name ?? '');
  };
  const logIn = async () => {
    await home.saveKubeconfig(demo.kubeconfig);
    await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  };

  await endLogin();
  const happened = page.getByRole('region', { name: 'What happened' });
  await expect(happened).toContainText(
    'The cluster of context “demo” does not accept the credentials. Log in again, or renew the token or certificate.',
  );
  await expect.poll(() => notifications(portolan)).toEqual(['demo needs a login']);
  await expect(portolan.row('svc/web')).toContainText('Needs you');
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
