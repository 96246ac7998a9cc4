import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SetUpError } from '../setup/set-up-error.mjs';
import { startHelper } from './helper-process.mjs';

/** What a Linux machine without a desktop lacks: each part is started, named in `env`, and stopped in reverse. */
export class VirtualDesktop {
  /** @type {NodeJS.ProcessEnv} */
  env = {};

  /** @type {(() => void | Promise<void>)[]} */
  #releases = [];

  async startScreen() {
    // The server itself picks a free display and writes its number; asking first would be a race.
    const args = ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset'];
    const { line, stop } = await startHelper('Xvfb', args);
    this.#releases.push(stop);
    this.env = { ...this.env, DISPLAY: `:${line}`, WAYLAND_DISPLAY: undefined };
  }

  async startSessionBus() {
    const { line, stop } = await startHelper('dbus-daemon', ['--session', '--nofork', '--print-address']);
    this.#releases.push(stop);
    // Chromium asks a system bus too and complains where there is none; this one answers as one without services.
    const system = existsSync('/run/dbus/system_bus_socket') ? {} : { DBUS_SYSTEM_BUS_ADDRESS: line };
    this.env = { ...this.env, ...system, DBUS_SESSION_BUS_ADDRESS: line };
  }

  /** An unlocked keychain of its own, empty, in a folder that goes with it; needs the session bus. */
  async startKeychain() {
    const folder = mkdtempSync(join(tmpdir(), 'portolan-keychain-'));
    this.#releases.push(() => rmSync(folder, { recursive: true, force: true }));
    const env = { ...process.env, ...this.env, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder };
    const args = ['--foreground', '--unlock', '--components=secrets', `--control-directory=${folder}`];
    const { stop } = await startHelper('gnome-keyring-daemon', args, { env, input: 'portolan\n' });
    this.#releases.push(stop);
  }

  /**
   * What the bus starts when it is first asked, such as a notification service, comes on the screen; needs the keychain,
   * which would ask there for a password that nobody types, and hold the keyboard meanwhile.
   */
  showServices() {
    const env = { ...process.env, ...this.env };
    const { status } = spawnSync('dbus-update-activation-environment', ['DISPLAY'], {
      env,
      stdio: 'inherit',
    });
    if (status !== 0) throw new SetUpError('The session bus did not take the screen of the tests.');
  }

  async stop() {
    for (const release of this.#releases.splice(0).reverse()) await release();
  }
}
