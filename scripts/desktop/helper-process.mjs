import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { SetUpError } from '../setup/set-up-error.mjs';

/**
 * Starts a program that serves ours until `stop`, and waits for the first line it writes.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string }} [options] what it reads on standard input
 * @returns {Promise<{ line: string, stop: () => Promise<void> }>}
 */
export function startHelper(command, args, { env = process.env, input = '' } = {}) {
  // A group of its own: Ctrl-C must reach the app alone, which still needs its display to quit.
  const child = spawn(command, args, { env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(input);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill();
    await closed;
  };
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve({ line, stop }));
    child.once('error', (error) => reject(new SetUpError(`${command} did not start: ${error.message}.`)));
    child.once('close', () => reject(new SetUpError(`${command} ended before it was ready.`)));
  });
}
