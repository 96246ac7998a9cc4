import { VirtualDesktop } from './virtual-desktop.mjs';
import { electronEnvironment, ensureElectron } from '../setup/electron.mjs';
import { ensureModules } from '../setup/modules.mjs';
import { environment, isOnPath } from '../setup/process.mjs';
import { ensureSystemLibraries } from '../setup/system-libraries.mjs';

/**
 * Sets up everything for a window, lends a virtual screen where there is none, and runs `body` with both.
 * @param {(electron: import('../setup/electron.mjs').Electron, env: NodeJS.ProcessEnv, switches: string[]) => Promise<number>} body
 */
export async function withWindow(body) {
  const isHeadless =
    process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  await ensureModules();
  await ensureSystemLibraries(isHeadless ? ['window', 'screen'] : ['window']);
  const electron = await ensureElectron();

  const desktop = new VirtualDesktop();
  try {
    if (isHeadless) {
      console.log('There is no display here: the window is on a virtual screen.');
      await desktop.startScreen();
      const hasBus = process.env['DBUS_SESSION_BUS_ADDRESS'] !== undefined || !isOnPath('dbus-daemon');
      if (!hasBus) await desktop.startSessionBus();
    }
    // Chromium's sandbox refuses to run as root.
    const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return await body(electron, environment({ ...electronEnvironment(electron), ...desktop.env }), switches);
  } finally {
    await desktop.stop();
  }
}
