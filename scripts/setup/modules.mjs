import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SetUpError } from './set-up-error.mjs';
import { node24, root, run } from './process.mjs';

const stampFile = join(root, 'node_modules', '.portolan-lock');

/** Makes node_modules what package-lock.json says; does nothing when it already is. */
export async function ensureModules() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isCurrent = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && existsSync(node24);
  if (isCurrent) return;

  console.log('Installing the npm packages (about a minute the first time) …');
  // Windows finds npm.cmd only through a shell.
  const options = { shell: process.platform === 'win32' };
  // npm on Node 20 warns of each package that wants a newer Node; they all run on the Node 24 that it installs.
  const status = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (status !== 0)
    throw new SetUpError('npm ci did not finish. Read its message above, then run this again.');
  if (!existsSync(node24)) {
    throw new SetUpError(
      'npm did not install Node 24. Allow install scripts of the package "node", then run this again.',
    );
  }
  writeFileSync(stampFile, wanted);
}
