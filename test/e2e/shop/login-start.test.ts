import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readlink, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { isListening } from '../support/ports.ts';

test('what the desktop runs at login is Portolan in the tray, with its forwards', async ({ home }) => {
  test.skip(process.platform !== 'linux', 'macOS and Windows keep what starts at login themselves.');
  const config = join(home.path, 'config');
  await mkdir(config);
  const env = { XDG_CONFIG_HOME: config };
  const portolan = await home.launch({ env });
  await addForward(portolan, { label: 'web', ports: [':http'], start: true });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = Number(await portolan.port('web'));
  await portolan.request('settings.change', { startAtLogin: true });
  await portolan.quit();
  expect(await isListening(port)).toBe(false);

  // Where the app looks that no test tells where: its file names none either.
  await rename(home.userData, join(config, 'portolan'));
  await symlink(join(config, 'portolan'), home.userData);
  const entry = join(config, 'autostart', 'portolan.desktop');
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? { ELECTRON_DISABLE_SANDBOX: '1' } : {};
  const desktop = spawn('gio', ['launch', entry], {
    env: home.env({ env: { ...env, ...sandbox } }),
    stdio: 'ignore',
  });
  expect(await once(desktop, 'exit')).toEqual([0, null]);
  await expect.poll(() => isListening(port)).toBe(true);
  // The lock of the only instance is a link to `HOST-PID`.
  const pid = Number(/\d+$/.exec(await readlink(join(home.userData, 'SingletonLock')))?.[0]);
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => isListening(port)).toBe(false);
  });
  expect(await (await fetch(`http://127.0.0.1:${String(port)}`)).text()).toContain('pod=web-');
  expect(await shownWindows(pid)).toEqual([]);
  await home.startAgain();
  await expect.poll(() => shownWindows(pid)).toHaveLength(1);
});

/** The windows of a process that are on the screen, as the screen itself tells. */
async function shownWindows(pid: number): Promise<string[]> {
  const search = ['search', '--onlyvisible', '--all', '--pid', String(pid), '--name', '^Portolan$'];
  // It fails where it finds none.
  const { stdout } = await promisify(execFile)('xdotool', search).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter((line) => line !== '');
}
