import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { bin, node24, root, run } from './process.mjs';
import { SetUpError } from './set-up-error.mjs';

const sources = [
  'src-main',
  'src-renderer',
  'assets',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package-lock.json',
];

const stamp = join(root, 'out', '.built');

/** Builds app, window and terminal program into out/. */
export async function build() {
  console.log('Building …');
  const begun = new Date();
  const status = await run(node24, [bin.electronVite, 'build', '--logLevel', 'warn']);
  if (status !== 0) throw new SetUpError('The build failed. Its message is above.');
  chmodSync(join(root, 'out', 'cli', 'portolan.js'), 0o755);
  // The time at which it began: a file saved meanwhile is built the next time.
  writeFileSync(stamp, String(begun.getTime()));
}

/** Builds only when something changed since the last build. */
export async function ensureBuilt() {
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (sources.some((source) => newestChange(join(root, source)) > builtAt)) await build();
}

/**
 * @param {string} path
 * @returns {number} milliseconds; a folder's own time tells of removed files
 */
function newestChange(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
