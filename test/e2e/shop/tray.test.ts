import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import type { Portolan } from '../support/portolan.ts';
import { isListening } from '../support/ports.ts';
import { clickTray, trayLabels, watchTray } from '../support/tray.ts';

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

test('an address is opened in the browser from its submenu', async () => {
  await portolan.app.evaluate(({ shell }) => {
    shell.openExternal = (url) => {
      (globalThis as { opened?: string }).opened = url;
      return Promise.resolve();
    };
  });
  await clickTray(portolan, 'web');
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = String(await portolan.port('web'));
  await expect.poll(() => trayLabels(portolan)).toContain('Open in Browser');
  await clickTray(portolan, 'Open in Browser', port);
  await expect
    .poll(() => portolan.app.evaluate(() => (globalThis as { opened?: string }).opened))
    .toBe(`http://127.0.0.1:${port}`);
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
