import { homedir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { hiddenSwitch } from './command-line.ts';
import type { Env } from './shell-env.ts';
import { XdgAutostart } from './xdg-autostart.ts';

/** Whether the system starts Portolan, without its window, when the person logs in. */
export interface LoginItem {
  isOn(): Promise<boolean>;
  set(on: boolean): Promise<void>;
}

/** `root`: the app's folder, which Electron has to be told where it is not packaged with it. */
export function systemLoginItem(app: App, env: Env, root: string): LoginItem {
  const args = [...(app.isPackaged ? [] : [root]), hiddenSwitch];
  if (process.platform !== 'linux') return new ElectronLoginItem(app, args);
  const configHome = env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  // An AppImage runs from a place that is gone with it; the file itself is told here.
  return new XdgAutostart(configHome, [env['APPIMAGE'] ?? process.execPath, ...args]);
}

/** True where macOS has started the app at login: it passes no arguments. */
export function wasOpenedAtLogin(app: App): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/** macOS and Windows, which Electron can ask. */
class ElectronLoginItem implements LoginItem {
  readonly #app: App;
  readonly #args: string[];

  constructor(app: App, args: string[]) {
    this.#app = app;
    this.#args = args;
  }

  isOn(): Promise<boolean> {
    const settings = this.#app.getLoginItemSettings({ args: this.#args });
    // Windows keeps an entry that was turned off in the Task Manager.
    const isEnabled = process.platform !== 'win32' || settings.executableWillLaunchAtLogin;
    return Promise.resolve(settings.openAtLogin && isEnabled);
  }

  set(on: boolean): Promise<void> {
    this.#app.setLoginItemSettings({ openAtLogin: on, args: this.#args });
    return Promise.resolve();
  }
}
