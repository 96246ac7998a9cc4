import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { addForward } from './support/shop-home.ts';
import { expect } from './support/expect.ts';
import { electronProgram, type Portolan } from './support/portolan.ts';
import { isListening, occupy } from './support/ports.ts';

let demo: DemoHome;

test.beforeEach(async () => {
  demo = await DemoHome.create();
});

test.afterEach(() => demo[Symbol.asyncDispose]());

async function activeForward(portolan: Portolan): Promise<number> {
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  return Number(await portolan.port('web'));
}

function closeWindow(portolan: Portolan): Promise<void> {
  return portolan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

test('closing the window keeps the forwards, and a second start shows the window again', async () => {
  await using portolan = await demo.launch();
  const port = await activeForward(portolan);
  await closeWindow(portolan);
  await expect.poll(() => portolan.isVisible()).toBe(false);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);

  const options = { kubeconfig: demo.kubeconfig };
  const second = spawn(electronProgram, demo.home.args(), { env: demo.home.env(options), stdio: 'ignore' });
  const [status] = (await once(second, 'exit')) as [number | null];
  expect(status).toBe(0);
  await expect.poll(() => portolan.isVisible()).toBe(true);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
});

test('quitting releases the ports, and a restart brings them back on the same numbers', async () => {
  const portolan = await demo.launch();
  const port = await activeForward(portolan);
  await addForward(portolan, { label: 'stopped', ports: [':80'], start: false });
  expect(await portolan.quit()).toBe(0);
  expect(await isListening(port)).toBe(false);

  await using again = await demo.launch();
  await expect.poll(() => again.phase('web')).toBe('active');
  expect([await again.port('web'), await again.phase('stopped')]).toEqual([port, 'stopped']);
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
});

test('the window comes back where it was, unless that screen is gone', async () => {
  const bounds = (portolan: Portolan) =>
    portolan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const chosen = { x: 40, y: 30, width: 1000, height: 600 };
  const saved = join(demo.home.userData, 'window.json');
  const portolan = await demo.launch();
  await portolan.app.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to),
    chosen,
  );
  await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toContain('"width": 1000');
  await portolan.quit();

  const again = await demo.launch();
  expect(await bounds(again)).toEqual(chosen);
  await again.quit();
  const elsewhere = { version: 1, bounds: { ...chosen, x: 90_000 }, maximised: false };
  await writeFile(saved, JSON.stringify(elsewhere));
  await using reachable = await demo.launch();
  expect((await bounds(reachable))?.width).toBe(1280);
});

test('a signal to end is a quit like any other', async () => {
  const portolan = await demo.launch();
  const port = await activeForward(portolan);
  const exited = once(portolan.process, 'exit');
  portolan.process.kill('SIGTERM');
  // Exit status and signal: it was not killed, it ended.
  expect(await exited).toEqual([0, null]);
  expect(await isListening(port)).toBe(false);
});

/** Moments of a start, each as a script that quits then; Playwright is heard only later. */
const earlyQuits = {
  'while the page begins to load': `app.on('web-contents-created', (_event, contents) => {
  contents.once('did-start-loading', () => app.quit());
});`,
  'while the engine is opened': `app.on('browser-window-created', () => setImmediate(() => app.quit()));`,
};

for (const [moment, script] of Object.entries(earlyQuits)) {
  test(`quitting ${moment} ends the app`, async () => {
    const early = join(demo.home.path, 'early.cjs');
    await writeFile(early, `const { app } = require('electron');\n${script}`);
    const child = spawn(electronProgram, ['-r', early, ...demo.home.args()], {
      env: demo.home.env({ kubeconfig: demo.kubeconfig }),
      stdio: 'ignore',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    const log = await readFile(join(demo.home.userData, 'logs', 'main.log'), 'utf8').catch(() => '');
    expect(log).not.toContain('[error]');
  });
}

test('quitting with open connections does not wait for them', async () => {
  const portolan = await demo.launch();
  const port = await activeForward(portolan);
  const open = await fetch(`http://127.0.0.1:${port}`);
  const begun = Date.now();
  expect(await portolan.quit()).toBe(0);
  expect(Date.now() - begun).toBeLessThan(5_000);
  await open.body?.cancel().catch(() => undefined);
});

test('a port that another program has is told, and the forward works once it is free', async () => {
  await using portolan = await demo.launch();
  {
    await using taken = await occupy();
    await addForward(portolan, { label: 'web', ports: [`${taken.port}:http`], start: false });
    const { forwards } = await portolan.snapshot();
    const id = String(forwards[0]?.id);
    await expect(portolan.request('forward.start', { id })).rejects.toThrow(
      new RegExp(`portInUse: .*\\b${taken.port}\\b`),
    );
    expect(await portolan.phase('web')).toBe('failed');
    await expect(portolan.page.getByText('Needs you').first()).toBeVisible();
  }
  await portolan.request('forward.startAll');
  await expect.poll(() => portolan.phase('web')).toBe('active');
});

test('closing and opening the window again shows what happened meanwhile', async () => {
  await using portolan = await demo.launch();
  const port = await activeForward(portolan);
  await expect(portolan.page.getByText('Active', { exact: true }).first()).toBeVisible();
  await closeWindow(portolan);
  await expect.poll(() => portolan.isVisible()).toBe(false);
  await portolan.request('forward.stopAll');
  await portolan.app.evaluate(({ app }) => app.emit('activate'));
  await expect.poll(() => portolan.isVisible()).toBe(true);
  await expect(portolan.page.getByText('Stopped', { exact: true }).first()).toBeVisible();
  expect(await isListening(port)).toBe(false);
});

test('waking up tries at once what would have waited for its next turn', async () => {
  await using portolan = await demo.launch();
  await activeForward(portolan);
  await demo.demo.stopApi();
  const session = async () => (await portolan.snapshot()).sessions[0]?.state;
  const waitsLong = async () => {
    const state = await session();
    return state?.phase === 'waiting' && (state.retryAt ?? 0) - Date.now() > 4_000 ? state.retryAt : null;
  };
  await expect.poll(waitsLong, { timeout: 60_000 }).not.toBeNull();
  const due = Number(await waitsLong());
  await demo.demo.startApi();
  await portolan.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const state = await session();
  expect(state?.phase === 'active' && state.since < due).toBe(true);
});
