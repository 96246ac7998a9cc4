import { spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const modules = join(root, 'node_modules');

/** The Node 24 of node_modules: the engine's dependencies do not load on the Node 20 that may have started us. */
export const node24 = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** A program of node_modules, to be run by `node24`. */
export const bin = {
  electron: join(modules, 'electron', 'cli.js'),
  electronBuilder: join(modules, 'electron-builder', 'cli.js'),
  electronVite: join(modules, 'electron-vite', 'bin', 'electron-vite.js'),
  eslint: join(modules, 'eslint', 'bin', 'eslint.js'),
  installElectron: join(modules, 'electron', 'install.js'),
  knip: join(modules, 'knip', 'bin', 'knip.js'),
  playwright: join(modules, '@playwright', 'test', 'cli.js'),
  prettier: join(modules, 'prettier', 'bin', 'prettier.cjs'),
  svelteCheck: join(modules, 'svelte-check', 'bin', 'svelte-check'),
  tsc: join(modules, 'typescript', 'bin', 'tsc'),
  vitest: join(modules, 'vitest', 'vitest.mjs'),
};

/**
 * Our environment with node_modules' programs first on PATH, as `npm run` has it.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(extra = {}) {
  const path = [join(modules, '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/**
 * Runs a program in the repository's root, passes interrupts on to it and waits for its end.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit status; 128 and the signal's number when a signal ended it
 */
export function run(command, args, options = {}) {
  return follow(spawn(command, args, { cwd: root, env: environment(), stdio: 'inherit', ...options }));
}

/**
 * Like `run`, and keeps what the program writes instead of showing it.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ status: number, output: string }>}
 */
export async function capture(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: environment(),
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  return { status: await follow(child), output };
}

/** @param {string} command */
export function isOnPath(command) {
  return spawnSync('sh', ['-c', `command -v "$1"`, 'sh', command], { stdio: 'ignore' }).status === 0;
}

/** The signals that end us: passed on to the program we wait for, so that it ends first and in order. */
const passedOn = Object.freeze({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });

/** @type {readonly (keyof typeof passedOn)[]} */
const passedOnNames = ['SIGHUP', 'SIGINT', 'SIGTERM'];

/** @param {number} status an exit status as `run` gives it */
export function isInterrupted(status) {
  return Object.values(passedOn).some((number) => status === 128 + number);
}

/**
 * Ends us in order when whoever started us is gone: npm passes a signal on to its shell alone, and that dies without
 * passing it on, so the app or the tests would run for ever without anybody to stop them.
 */
export function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    // Between two programs nobody listens, and there is nothing to end but us.
    if (!process.emit('SIGTERM')) process.exit(128 + passedOn.SIGTERM);
  }, 1_000);
  timer.unref();
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function follow(child) {
  return new Promise((resolve, reject) => {
    const handlers = passedOnNames.map((signal) => {
      const handler = () => {
        // A terminal sends Ctrl-C to all its programs itself; a second one would cut a clean quit short.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      };
      process.on(signal, handler);
      return { signal, handler };
    });
    const release = () => {
      for (const { signal, handler } of handlers) process.off(signal, handler);
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (status, signal) => {
      release();
      const name = passedOnNames.find((each) => each === signal);
      resolve(status ?? 128 + (name === undefined ? 9 : passedOn[name]));
    });
  });
}
