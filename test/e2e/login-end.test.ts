import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { outlastHold } from './support/held-client.ts';
import { notifications, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-demo.ts';
import { turn } from './support/switches.ts';

test('the end of a login is told by the forward that waits for it, and by the system, as a loss where logins are turned off, and not at all where losses are too', async ({
  app: portolan,
  demo,
  home,
}) => {
  const { page } = portolan;
  await watchNotifications(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: true, holdMs: 3_000 });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
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

  let told = (await notifications(portolan)).length;
  const news = async () => (await notifications(portolan)).slice(told);
  await page.keyboard.press('ControlOrMeta+,');
  await turn(page, 'A cluster needs a login', false);
  await endLogin();
  await expect.poll(news).toEqual(['demo needs a login']);
  await logIn();
  await expect.poll(news).toEqual(['demo needs a login', 'demo is back']);

  const atLogin = async () => {
    told = (await notifications(portolan)).length;
    await endLogin();
    await expect(page.getByRole('navigation').getByRole('button', { name: /^demo/ })).toContainText('login');
    await outlastHold(port);
    await logIn();
    return news();
  };
  await turn(page, 'A forward is lost', false);
  await turn(page, 'A forward is back', false);
  expect(await atLogin()).toEqual([]);
  await turn(page, 'A cluster needs a login', true);
  expect(await atLogin()).toEqual(['demo needs a login']);
});
