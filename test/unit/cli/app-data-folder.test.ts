import { expect, it } from 'vitest';
import { appDataFolder } from '../../../src-main/cli/app-data-folder.ts';

it.each([
  ['linux', {}, '/home/ada', '/home/ada/.config/portolan'],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/home/ada', '/cfg/portolan'],
  ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/portolan'],
  [
    'win32',
    { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' },
    'C:\\Users\\ada',
    'C:\\Users\\ada\\AppData\\Roaming\\portolan',
  ],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\portolan'],
])('on %s with %j it is in the folder of the person', (platform, env, home, folder) => {
  expect(appDataFolder(platform, env, home)).toBe(folder);
});
