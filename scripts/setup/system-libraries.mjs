import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { SetUpError } from './set-up-error.mjs';
import { bin, environment, isOnPath, node24, run } from './process.mjs';

/**
 * What Linux must have: a shared library (`*.so*`), a program or a file, and the Debian package that brings it.
 * The name libgtk-3-0 also finds its newer spelling libgtk-3-0t64, which provides it.
 * @type {Record<'window' | 'screen' | 'keychain' | 'fonts' | 'keys' | 'desktop', Record<string, string>>}
 */
const needs = {
  window: {
    'libgtk-3.so.0': 'libgtk-3-0',
    'libnss3.so': '',
    'libgbm.so.1': '',
    'libasound.so.2': '',
    'libsecret-1.so.0': 'libsecret-1-0',
  },
  screen: { Xvfb: 'xvfb' },
  // For pictures of the window in Chinese and Japanese.
  fonts: { '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc': 'fonts-noto-cjk' },
  // Presses keys as a keyboard would.
  keys: { xdotool: 'xdotool' },
  // Shows what the app tells the desktop (the session bus starts it), runs what starts at login, and maximises windows.
  desktop: { dunst: 'dunst', gio: 'libglib2.0-bin', pekwm: 'pekwm' },
  keychain: { 'gnome-keyring-daemon': 'gnome-keyring', 'dbus-daemon': 'dbus-x11' },
};

/** @typedef {keyof typeof needs} Need */

/**
 * Installs the system libraries that are missing for these needs, or says how.
 * @param {Need[]} wanted
 */
export async function ensureSystemLibraries(wanted) {
  if (process.platform !== 'linux') return;
  const missing = findMissing(wanted);
  if (missing.length === 0) return;

  const names = missing.map(({ file }) => file).join(', ');
  const packages = [...new Set(missing.map(({ debian }) => debian).filter((name) => name !== ''))];
  // Playwright knows what Chromium needs on each release of Debian and Ubuntu, with fonts; we do not repeat it.
  const needsChromium = missing.some(({ debian }) => debian === '');
  if (!isOnPath('apt-get')) {
    throw new SetUpError(
      `This system lacks ${names}. Install the packages that bring them, then run this again.`,
    );
  }
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  if (process.getuid?.() !== 0) {
    const commands = [
      ...(needsChromium ? ['sudo npx playwright install-deps chromium'] : []),
      ...(packages.length > 0 ? [`sudo ${install.join(' ')}`] : []),
    ];
    throw new SetUpError(
      `This system lacks ${names}. Run this first, then try again:\n  ${commands.join(' && ')}`,
    );
  }

  console.log(`Installing system libraries (${names}) …`);
  /** @type {import('node:child_process').SpawnOptions} */
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment({ DEBIAN_FRONTEND: 'noninteractive' }),
  };
  await step(run('apt-get', ['update', '-qq'], quiet), 'apt-get update');
  if (needsChromium)
    await step(run(node24, [bin.playwright, 'install-deps', 'chromium'], quiet), 'playwright install-deps');
  if (packages.length > 0) await step(run('apt-get', install.slice(1), quiet), install.join(' '));
  const still = findMissing(wanted).map(({ file }) => file);
  if (still.length > 0)
    throw new SetUpError(`These are still missing after the installation: ${still.join(', ')}.`);
}

/** @param {Need[]} wanted */
function findMissing(wanted) {
  const libraries = spawnSync('ldconfig', ['-p'], { encoding: 'utf8', env: withSbin() }).stdout;
  return wanted
    .flatMap((need) => Object.entries(needs[need]))
    .map(([file, debian]) => ({ file, debian }))
    .filter(({ file }) => !(file.includes('.so') ? libraries.includes(`/${file}\n`) : isThere(file)));
}

/** @param {string} name of a program, or the path of a file */
function isThere(name) {
  if (name.startsWith('/')) return existsSync(name);
  return (
    spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { stdio: 'ignore', env: withSbin() }).status === 0
  );
}

/** Users other than root do not have /sbin on their PATH. */
function withSbin() {
  return environment({ PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` });
}

/**
 * @param {Promise<number>} status
 * @param {string} what
 */
async function step(status, what) {
  if ((await status) !== 0)
    throw new SetUpError(`"${what}" failed. Read its message above, then run this again.`);
}
