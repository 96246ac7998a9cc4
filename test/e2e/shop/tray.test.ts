import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { openedInBrowser, watchBrowser } from '../support/browser.ts';
import { expect } from '../support/expect.ts';
import type { Portolan } from '../support/portolan.ts';
import { isListening } from '../support/ports.ts';
import { clickTray, tellOfTray, trayLabels, trayPicture, trayTooltip, watchTray } from '../support/tray.ts';

let portolan: Portolan;

test.beforeEach(async ({ app }) => {
  portolan = app;
  await watchTray(portolan);
  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  await addForward(portolan, { label: 'R&D', ports: [':80', ':9090'], start: false });
});

test('one click on an entry starts a forward, and one more stops it', async () => {
  await clickTray(portolan, 'web');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
  await expect.poll(async () => (await trayLabels(portolan))[0]).toBe(`● web  localhost:${port}`);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);

  await clickTray(portolan, 'web');
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
  await expect.poll(async () => (await trayLabels(portolan))[0]).toBe(`○ web  localhost:${port}`);
  expect(await isListening(port)).toBe(false);
});

test('an open menu stays as it is, and says what is new once it is closed', async () => {
  await clickTray(portolan, 'web');
  await expect.poll(() => trayTooltip(portolan)).toContain('1 of 2 active');
  await expect.poll(async () => (await trayLabels(portolan))[0]).toContain('● web');
  const before = await trayLabels(portolan);

  await tellOfTray(portolan, 'menu-will-show');
  const { forwards } = await portolan.snapshot();
  await portolan.request('forward.startMany', { ids: forwards.map(({ id }) => id) });
  // The tooltip is set with the menu, and closes nothing.
  await expect.poll(() => trayTooltip(portolan)).toContain('2 of 2 active');
  expect(await trayLabels(portolan)).toEqual(before);

  await tellOfTray(portolan, 'menu-will-close');
  await expect.poll(async () => (await trayLabels(portolan))[1]).toContain('● R');
});

test('the icon says by its shape that others can reach a forward, and that one needs somebody', async () => {
  await addForward(portolan, {
    label: 'shared',
    ports: [':http'],
    addresses: ['0.0.0.0'],
    allowExposure: true,
    start: true,
  });
  await expect.poll(() => trayPicture(portolan)).toBe('trayExposed.png');
  await addForward(portolan, { label: 'astray', ports: [':no-such-port'], start: true }).catch(
    () => undefined,
  );
  await expect.poll(() => trayPicture(portolan)).toBe('trayAsking.png');
  await portolan.request('forward.stopAll');
  await expect.poll(() => trayPicture(portolan)).toBe('tray.png');
});

test('"Start All" and "Stop All" do what they say', async () => {
  await clickTray(portolan, 'Start All');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  await expect.poll(() => portolan.phase('R&D')).toBe('active');
  await clickTray(portolan, 'Stop All');
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
  await expect.poll(() => portolan.phase('R&D')).toBe('stopped');
});

test('an address is copied from its submenu', async () => {
  await clickTray(portolan, 'web');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const address = `localhost:${String(await portolan.port('web'))}`;
  await expect.poll(() => trayLabels(portolan)).toContain('Copy Address');
  await clickTray(portolan, 'Copy Address', address);
  await expect.poll(() => portolan.clipboard()).toBe(address);
});

test('an address is opened in the browser from its submenu, securely where its port says so', async ({
  shop,
}) => {
  await watchBrowser(portolan);
  await shop.addService('secure', [{ name: 'https', port: 443, targetPort: 'http' }]);
  const target = { name: 'secure' };
  await addForward(portolan, { label: 'secure', target, ports: [':https'], start: false });
  for (const label of ['web', 'secure']) {
    await clickTray(portolan, label);
    await expect.poll(() => portolan.phase(label)).toBe('active');
  }
  const ports = { web: await portolan.port('web'), secure: await portolan.port('secure') };
  await clickTray(portolan, 'Open in Browser', String(ports.web));
  const web = `http://127.0.0.1:${String(ports.web)}`;
  await expect.poll(() => openedInBrowser(portolan)).toEqual([web]);
  await clickTray(portolan, 'Open in Browser', String(ports.secure));
  const secure = `https://127.0.0.1:${String(ports.secure)}`;
  await expect.poll(() => openedInBrowser(portolan)).toEqual([web, secure]);
});

test('the window comes back from the tray, and quitting there ends the app', async () => {
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await clickTray(portolan, 'Open Portolan');
  await expect.poll(() => portolan.isVisible()).toBe(true);

  const exited = new Promise((resolve) => portolan.process.once('exit', resolve));
  await clickTray(portolan, 'Quit Portolan').catch(() => undefined);
  expect(await exited).toBe(0);
});
