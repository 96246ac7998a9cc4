import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { launchWatched, notificationTexts } from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';
import { freePort, occupy } from '../support/ports.ts';

test('a forward that ran and finds its port taken at a start to the tray is told once, and works by itself once the port is free', async ({
  home,
}) => {
  const port = await freePort();
  const portolan = await home.launch();
  await addForward(portolan, { label: 'web', ports: [`${String(port)}:http`], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await portolan.quit();

  const taken = await occupy(port);
  await using hidden = await launchWatched(home);
  const lost = [
    'web is no longer working',
    `127.0.0.1:${String(port)} is used by node (pid ${String(process.pid)}). Choose another local port, or let one be chosen.`,
  ];
  await expect.poll(() => notificationTexts(hidden)).toEqual([lost]);
  expect(await hidden.phase('web')).toBe('failed');
  await expect(hidden.row('svc/web')).toContainText('Needs you');

  await taken[Symbol.asyncDispose]();
  // It is tried after 5 s, 10 s, 20 s …
  await expect.poll(() => hidden.phase('web'), { timeout: 60_000 }).toBe('active');
  expect((await fetch(`http://127.0.0.1:${String(port)}`)).status).toBe(200);
  expect(await notificationTexts(hidden)).toEqual([
    lost,
    ['web is back', 'New connections are served again.'],
  ]);
  expect(await hidden.isVisible()).toBe(false);
});

test('a forward to what is not deployed yet says so, and works by itself once it is', async ({
  app: portolan,
  shop,
}) => {
  await addForward(portolan, { label: 'late', target: { name: 'late' }, ports: [':http'], start: true });
  await expect(portolan.row('svc/late')).toContainText('Needs you');
  await portolan.row('svc/late').getByText('late').first().click();
  await expect(portolan.details('late')).toContainText('There is no service late in namespace shop');
  await shop.addService('late', [{ name: 'http', port: 80, targetPort: 'http' }]);
  await expect(portolan.row('svc/late')).toContainText('Active');
  expect((await fetch(`http://127.0.0.1:${String(await portolan.port('late'))}`)).status).toBe(200);
});

test('a forward that is tried again is given up in its menu', async ({ app: portolan }) => {
  await using taken = await occupy();
  const settings = { label: 'web', ports: [`${String(taken.port)}:http`], start: true };
  await addForward(portolan, settings);
  await expect.poll(() => portolan.phase('web')).toBe('failed');
  await portolan.row('svc/web').click({ button: 'right' });
  await portolan.page.getByRole('menuitem', { name: 'Stop', exact: true }).click();
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
  await expect(portolan.row('svc/web')).not.toContainText('Needs you');
  expect((await portolan.snapshot()).forwards).toMatchObject([{ wanted: false }]);
});
