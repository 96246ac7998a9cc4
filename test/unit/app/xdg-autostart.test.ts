import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { autostartEntry, XdgAutostart } from '../../../src-main/app/xdg-autostart.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-autostart-'));
  file = join(folder, 'config', 'autostart', 'portolan.desktop');
});

afterEach(() => rm(folder, { recursive: true }));

it('is a file in the autostart folder while it is on, and none while it is off', async () => {
  const autostart = new XdgAutostart(join(folder, 'config'), ['/opt/portolan', '--hidden']);
  const first = await autostart.isOn();
  await autostart.set(true);
  const on = [await autostart.isOn(), await readFile(file, 'utf8')];
  await autostart.set(false);
  await autostart.set(false);
  expect([first, on, await autostart.isOn()]).toEqual([
    false,
    [true, expect.stringContaining('\nExec="/opt/portolan" "--hidden"\n')],
    false,
  ]);
});

it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
  'is off where the desktop has written %s',
  async (line) => {
    const autostart = new XdgAutostart(join(folder, 'config'), ['/opt/portolan']);
    await autostart.set(true);
    await writeFile(file, `[Desktop Entry]\nExec=/opt/portolan\n${line}\n`);
    expect(await autostart.isOn()).toBe(false);
  },
);

it('says which file cannot be written', async () => {
  await writeFile(join(folder, 'config'), 'a file where the folder should be');
  await expect(new XdgAutostart(join(folder, 'config'), []).set(true)).rejects.toMatchObject({
    problem: { code: 'fileUnwritable', message: expect.stringContaining(file) as string },
  });
});

it('quotes and escapes the command as the Desktop Entry Specification has it', () => {
  const word = String.raw`/my "apps"/100%/$x\y`;
  const exec = autostartEntry([word])
    .split('\n')
    .find((line) => line.startsWith('Exec='));
  expect(exec).toBe(String.raw`Exec="/my \\"apps\\"/100%%/\\$x\\\\y"`);
});
