import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { clickMenu } from '../support/menus.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';

let portolan: Portolan;
let port: number;

test.beforeEach(async ({ app }) => {
  portolan = app;
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  port = Number(await portolan.port('web'));
});

test('a page that loads anew shows what is, and the forwards notice nothing', async () => {
  await portolan.page.reload();
  await expect(portolan.page.getByText(`localhost:${port}`).first()).toBeVisible();
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
});

test('a page that crashes comes back by itself, and the forwards notice nothing', async () => {
  const back = portolan.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('there is a window');
    const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    contents.forcefullyCrashRenderer();
    await loaded;
    return (await contents.executeJavaScript('location.href')) as string;
  });
  expect(await back).toBe('app://portolan/index.html');
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
});

test('the application menu stops and starts all forwards', async () => {
  await clickMenu(portolan, 'application', ['File', 'Stop All Forwards']);
  await expect.poll(() => portolan.phase('web')).toBe('stopped');
  await clickMenu(portolan, 'application', ['File', 'Start All Forwards']);
  await expect.poll(() => portolan.phase('web')).toBe('active');
});
