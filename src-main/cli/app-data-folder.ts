import { posix, win32 } from 'node:path';

/** Where the app keeps its data: Electron's `userData` (`appData` and the name in package.json) on each system. */
export function appDataFolder(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'portolan');
    case 'win32':
      return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'portolan');
    default:
      return posix.join(env['XDG_CONFIG_HOME'] ?? posix.join(home, '.config'), 'portolan');
  }
}
