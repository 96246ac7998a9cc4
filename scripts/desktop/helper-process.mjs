import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { SetUpError } from '../setup/set-up-error.mjs';

/**
 * Starts a program that serves ours until `stop`, and waits for the first line it writes.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string }} [options] `input` is what it reads on standard input
 * @returns {Promise<{ line: string, stop: () => Promise<void> }>}
 */
export function startHelper(command, args, { env = process.env, input } = {}) {
  const child = spawn(command, args, {
    env,
    // A group of its own: Ctrl-C must reach the app alone, which still needs its display to quit.
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
  child.stdin?.end(input);
  const kill = () => child.kill();
  // Also where an error ends us before anyone calls `stop`.
  process.once('exit', kill);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await closed;
  };
  return new Promise((resolve, reject) => {
    createInterface(/** @type {import('node:stream').Readable} */ (child.stdout)).once('line', (line) => {
      resolve({ line, stop });
    });
    child.once('error', (error) => {
      reject(new SetUpError(`${command} did not start: ${error.message}.`));
    });
    child.once('close', () => {
      reject(new SetUpError(`${command} ended before it was ready.`));
    });
  });
}
