import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import type { Portolan } from '../support/portolan.ts';
import { isListening } from '../support/ports.ts';
import { addForward } from '../support/add-forward.ts';
import { windowManager } from '../support/window-manager.ts';

async function activeForward(portolan: Portolan): Promise<number> {
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  return Number(await portolan.port('web'));
}

test('closing the window keeps the forwards, and a second start shows the window again', async ({
  app: portolan,
  home,
}) => {
  const port = await activeForward(portolan);
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);

  await home.startAgain();
  await expect.poll(() => portolan.isVisible()).toBe(true);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
});

test('quitting releases the ports, and a restart brings them back on the same numbers', async ({ home }) => {
  const portolan = await home.launch();
  const port = await activeForward(portolan);
  await addForward(portolan, { label: 'stopped', ports: [':80'], start: false });
  expect(await portolan.quit()).toBe(0);
  expect(await isListening(port)).toBe(false);

  await using again = await home.launch();
  await expect.poll(() => again.phase('web')).toBe('active');
  expect([await again.port('web'), await again.phase('stopped')]).toEqual([port, 'stopped']);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
});

test('the window comes back where it was, unless that screen is gone', async ({ home }) => {
  const bounds = (portolan: Portolan) =>
    portolan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const chosen = { x: 40, y: 30, width: 1000, height: 600 };
  const saved = join(home.userData, 'window.json');
  const portolan = await home.launch();
  await portolan.app.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to),
    chosen,
  );
  await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('"width": 1000');
  await portolan.quit();

  const again = await home.launch();
  expect(await bounds(again)).toEqual(chosen);
  await again.quit();
  const elsewhere = { version: 1, bounds: { ...chosen, x: 90_000 }, maximised: false };
  await writeFile(saved, JSON.stringify(elsewhere));
  await using reachable = await home.launch();
  expect((await bounds(reachable))?.width).toBe(1280);
});

test('a maximised window comes back so, also after a start to the tray in which nobody looked at it', async ({
  home,
}) => {
  await using stack = new AsyncDisposableStack();
  stack.use(await windowManager());
  const saved = () => readFile(join(home.userData, 'window.json'), 'utf8').catch(() => '');
  {
    await using portolan = await home.launch();
    await portolan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
    await expect.poll(saved).toContain('"maximised": true');
  }

  await using hidden = await home.launch({ args: ['--hidden'] });
  await hidden.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1_100, 700));
  await expect.poll(saved).toContain('"width": 1100');
  expect(await saved()).toContain('"maximised": true');
  await home.startAgain();
  const isMaximised = () =>
    hidden.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized());
  await expect.poll(isMaximised).toBe(true);
});

test('a signal to end is a quit like any other', async ({ home }) => {
  const portolan = await home.launch();
  const port = await activeForward(portolan);
  const exited = once(portolan.process, 'exit');
  portolan.process.kill('SIGTERM');
  // Exit status and signal: it was not killed, it ended.
  expect(await exited).toEqual([0, null]);
  expect(await isListening(port)).toBe(false);
});

test('quitting with open connections does not wait for them', async ({ home }) => {
  const portolan = await home.launch();
  const port = await activeForward(portolan);
  const open = await fetch(`http://127.0.0.1:${port}`);
  const begun = Date.now();
  expect(await portolan.quit()).toBe(0);
  // The app ends after 3 s in any case.
  expect(Date.now() - begun).toBeLessThan(2_000);
  await open.body?.cancel().catch(() => undefined);
});

test('closing and opening the window again shows what happened meanwhile', async ({ app: portolan }) => {
  const port = await activeForward(portolan);
  await expect(portolan.page.getByText('Active', { exact: true }).first()).toBeVisible();
  await portolan.closeWindow();
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await portolan.request('forward.stopAll');
  await portolan.app.evaluate(({ app }) => app.emit('activate'));
  await expect.poll(() => portolan.isVisible()).toBe(true);
  await expect(portolan.page.getByText('Stopped', { exact: true }).first()).toBeVisible();
  expect(await isListening(port)).toBe(false);
});
