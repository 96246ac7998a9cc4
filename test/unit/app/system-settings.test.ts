import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../src-main/app/settings-store.ts';
import { ShowShortcut } from '../../../src-main/app/show-shortcut.ts';
import { SystemSettings } from '../../../src-main/app/system-settings.ts';
import { XdgAutostart } from '../../../src-main/app/xdg-autostart.ts';

/** The keys of a computer on which another program has Control+Alt+T. */
class Keys {
  readonly held = new Set(['Control+Alt+T']);

  register(accelerator: string): boolean {
    if (this.held.has(accelerator)) return false;
    this.held.add(accelerator);
    return true;
  }

  unregister(accelerator: string): void {
    this.held.delete(accelerator);
  }
}

let folder: string;
let keys: Keys;
let settings: SettingsStore;
let autostart: XdgAutostart;
let system: SystemSettings;
let problems: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-system-'));
  keys = new Keys();
  problems = [];
  settings = await SettingsStore.open(join(folder, 'settings.json'), ({ message }) => problems.push(message));
  autostart = new XdgAutostart(folder, ['/opt/portolan']);
  system = new SystemSettings(settings, autostart, new ShowShortcut(keys, () => undefined));
});

afterEach(() => rm(folder, { recursive: true }));

const follow = () => system.follow(({ message }) => problems.push(message));

describe('starting at login', () => {
  it('is on where the system says so, whatever was saved', async () => {
    await system.change({ startAtLogin: true });
    const on = [await autostart.isOn(), settings.value.startAtLogin];
    await autostart.set(false);
    await follow();
    const off = settings.value.startAtLogin;
    await autostart.set(true);
    await follow();
    expect([on, off, settings.value.startAtLogin, problems]).toEqual([[true, true], false, true, []]);
  });

  it('is not saved where the system does not take it', async () => {
    const refusing = { isOn: () => Promise.resolve(false), set: () => Promise.resolve() };
    const strict = new SystemSettings(settings, refusing, new ShowShortcut(keys, () => undefined));
    await expect(strict.change({ startAtLogin: true })).rejects.toMatchObject({
      problem: { code: 'invalidInput' },
    });
    expect(settings.value.startAtLogin).toBe(false);
  });
});

describe('the shortcut', () => {
  it('is held while it is chosen, and one that is refused leaves the one before', async () => {
    await system.change({ shortcut: 'Control+Alt+P' });
    await expect(system.change({ shortcut: 'Control+Alt+T' })).rejects.toMatchObject({
      problem: { code: 'invalidInput' },
    });
    const refused = [settings.value.shortcut, keys.held.has('Control+Alt+P')];
    await system.change({ shortcut: 'F9' });
    const changed = [...keys.held];
    await system.change({ shortcut: null });
    expect([refused, changed, [...keys.held], settings.value.shortcut]).toEqual([
      ['Control+Alt+P', true],
      ['Control+Alt+T', 'F9'],
      ['Control+Alt+T'],
      null,
    ]);
  });

  it('that another program has by the next start is told', async () => {
    await settings.change({ shortcut: 'Control+Alt+T' });
    await follow();
    expect(problems).toEqual([
      'The system refuses this combination; another program may have it. Use another one.',
    ]);
  });
});
