import { bin, node24, run } from './process.mjs';

/**
 * Packages the built app into a folder below dist/, without an installer.
 * @param {import('./electron.mjs').Electron} electron
 * @param {string[]} [args] more for electron-builder
 */
export function packageFolder({ dist, version, isOfficial }, args = []) {
  if (!isOfficial) {
    console.log(
      `Packaging with Electron ${version}, which is not the release's: for a look only, not for users.`,
    );
  }
  // The Electron already here, official or not: electron-builder would download it a second time.
  const local = [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
  return run(node24, [bin.electronBuilder, '--dir', '--publish', 'never', ...local, ...args]);
}
