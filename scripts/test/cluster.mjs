import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

import { folders } from '../../test/cluster/work-folder.ts';
import { environment, isOnPath, node24, root, run } from '../setup/process.mjs';
import { SetUpError } from '../setup/set-up-error.mjs';

/**
 * @typedef {object} TestCluster
 * @property {NodeJS.ProcessEnv} env tells the tests where it is
 * @property {string} [missing] why there is none
 * @property {() => Promise<void>} stop ends it, if it was not there before
 */

const leaveIt = async () => {};

/**
 * The cluster of the tests: the one that TEST_KUBE_CONTEXT names, else our own where this machine can run it.
 * @returns {Promise<TestCluster>}
 */
export async function startCluster() {
  if (process.env['TEST_KUBE_CONTEXT']) return { env: {}, stop: leaveIt };
  const missing = whyNot();
  if (missing !== undefined) {
    if (process.env['CI'] === 'true') throw new SetUpError(`CI must have the real cluster. ${missing}`);
    return { env: {}, missing, stop: leaveIt };
  }
  const wasRunning = existsSync(folders.run);
  const kubeconfig = await up();
  return { env: { PORTOLAN_TEST_KUBECONFIG: kubeconfig }, stop: wasRunning ? leaveIt : down };
}

function whyNot() {
  const remedy = 'Set TEST_KUBE_CONTEXT to a context of a cluster that tests may use.';
  if (process.platform !== 'linux') return `The test cluster runs on Linux only. ${remedy}`;
  if (process.getuid?.() !== 0) return `The test cluster needs root. ${remedy}`;
  if (!isOnPath('go')) return `The test cluster is built with Go, which is not on PATH. ${remedy}`;
  return undefined;
}

/** @returns {Promise<string>} the kubeconfig's path, which is the last line that the script writes */
async function up() {
  const child = spawn(node24, ['test/cluster/up.ts'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new SetUpError('The test cluster did not start. Its message is above.');
  return output.trim().split('\n').at(-1) ?? '';
}

async function down() {
  await run(node24, ['test/cluster/down.ts']);
}
