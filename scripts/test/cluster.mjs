import { existsSync } from 'node:fs';

import { folders } from '../../test/cluster/work-folder.ts';
import { isOnPath, node24, run } from '../setup/process.mjs';
import { SetUpError } from '../setup/set-up-error.mjs';

/**
 * @typedef {object} TestCluster
 * @property {string} [missing] why there is none
 * @property {() => Promise<void>} stop ends it, if it was not there before
 */

const leaveIt = async () => {};

/**
 * The cluster of the tests: the one that TEST_KUBE_CONTEXT names, else our own where this machine can run it.
 * The tests find it themselves; started here, it is there for all of them and ends after the last.
 * @returns {Promise<TestCluster>}
 */
export async function startCluster() {
  if (process.env['TEST_KUBE_CONTEXT']) return { stop: leaveIt };
  const missing = whyNot();
  if (missing !== undefined) {
    if (process.env['CI'] === 'true') throw new SetUpError(`CI must have the real cluster. ${missing}`);
    return { missing, stop: leaveIt };
  }
  const wasRunning = existsSync(folders.run);
  const status = await run(node24, ['test/cluster/up.ts']);
  if (status !== 0) throw new SetUpError('The test cluster did not start. Its message is above.');
  return { stop: wasRunning ? leaveIt : down };
}

function whyNot() {
  const remedy = 'Set TEST_KUBE_CONTEXT to a context of a cluster that tests may use.';
  if (process.platform !== 'linux') return `The test cluster runs on Linux only. ${remedy}`;
  if (process.getuid?.() !== 0) return `The test cluster needs root. ${remedy}`;
  if (!isOnPath('go')) return `The test cluster is built with Go, which is not on PATH. ${remedy}`;
  return undefined;
}

async function down() {
  await run(node24, ['test/cluster/down.ts']);
}
