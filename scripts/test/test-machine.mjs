import { VirtualDesktop } from '../desktop/virtual-desktop.mjs';
import { ensureBuilt } from '../setup/build.mjs';
import { electronEnvironment, ensureElectron } from '../setup/electron.mjs';
import { environment, isInterrupted, run } from '../setup/process.mjs';
import { ensureSystemLibraries } from '../setup/system-libraries.mjs';
import { startCluster } from './cluster.mjs';

/** What the suites need beside themselves; each part is made when the first suite asks for it, and ended by `stop`. */
export class TestMachine {
  /** Whether a signal ended a suite, so that no further one should begin. */
  isInterrupted = false;

  /** @type {NodeJS.ProcessEnv} */
  #env = {};

  /** @type {Promise<import('../setup/electron.mjs').Electron> | undefined} */
  #electron;

  /** @type {VirtualDesktop | undefined} */
  #desktop;

  /** @type {Promise<import('./cluster.mjs').TestCluster> | undefined} */
  #cluster;

  #isBuilt = false;

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [env]
   */
  async run(command, args, env = {}) {
    const status = await run(command, args, { env: environment({ ...this.#env, ...env }) });
    this.isInterrupted ||= isInterrupted(status);
    return status;
  }

  electron() {
    return (this.#electron ??= ensureElectron());
  }

  async build() {
    if (!this.#isBuilt) await ensureBuilt();
    this.#isBuilt = true;
  }

  /**
   * Electron, and on Linux a screen, a session bus with its notification service and a keychain that are ours alone, so that tests touch nothing
   * of the user's; elsewhere the system's own.
   */
  async startDesktop() {
    if (this.#desktop !== undefined) return;
    this.#desktop = new VirtualDesktop();
    await ensureSystemLibraries(['window', 'screen', 'keychain', 'fonts', 'keys', 'desktop']);
    this.#env = { ...this.#env, ...electronEnvironment(await this.electron()) };
    if (process.platform !== 'linux') return;
    await this.#desktop.startScreen();
    await this.#desktop.startSessionBus();
    await this.#desktop.startKeychain();
    this.#desktop.showServices();
    this.#env = { ...this.#env, ...this.#desktop.env };
  }

  /** @returns {Promise<string | undefined>} why there is none, if there is none */
  async startCluster() {
    return (await (this.#cluster ??= startCluster())).missing;
  }

  async stop() {
    await this.#desktop?.stop();
    await (await this.#cluster)?.stop();
  }
}
