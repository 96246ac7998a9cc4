import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstSettings, type SettingsFile } from '../../../src-main/shared/settings.ts';
import { expect } from './expect.ts';
import { electronProgram, Portolan, root } from './portolan.ts';

export interface LaunchOptions {
  /** A kubeconfig's path in place of the home's own; null for none. */
  readonly kubeconfig?: string | null;
  readonly env?: Readonly<Record<string, string>>;
  /** More arguments for the app. */
  readonly args?: readonly string[];
  /** The path of a script that Electron runs before the app. */
  readonly early?: string;
}

/** A person's computer for one test: a home, a kubeconfig and a data folder that outlive restarts of the app. */
export class TestHome implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Of somebody who knows the way, whom no tour delays; with this text as the kubeconfig, where there is one. */
  static async create(kubeconfig: string | null = null): Promise<TestHome> {
    const home = await TestHome.ofNewcomer();
    const settings: SettingsFile = { version: 1, ...firstSettings, tourSeen: true };
    await mkdir(home.userData);
    await writeFile(join(home.userData, 'settings.json'), JSON.stringify(settings));
    if (kubeconfig !== null) await home.saveKubeconfig(kubeconfig);
    return home;
  }

  /** Of somebody who never started Portolan. */
  static async ofNewcomer(): Promise<TestHome> {
    return new TestHome(await mkdtemp(join(tmpdir(), 'portolan-e2e-')));
  }

  get userData(): string {
    return join(this.path, 'data');
  }

  /** The path of the kubeconfig, which is there once one is saved. */
  get kubeconfig(): string {
    return join(this.path, 'kubeconfig');
  }

  async saveKubeconfig(text: string): Promise<void> {
    await writeFile(this.kubeconfig, text, { mode: 0o600 });
  }

  /** The app's arguments as a second start would repeat them. */
  args(more: readonly string[] = []): string[] {
    // Chromium's sandbox refuses to run as root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return [...sandbox, `--user-data-dir=${this.userData}`, root, ...more];
  }

  env({ kubeconfig = this.kubeconfig, env = {} }: LaunchOptions = {}): Record<string, string> {
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'KUBECONFIG',
    );
    return {
      ...Object.fromEntries(inherited),
      HOME: this.path,
      USERPROFILE: this.path,
      // As from a terminal: the login shell of this machine has no say in a test.
      TERM: 'dumb',
      ...(kubeconfig === null ? {} : { KUBECONFIG: kubeconfig }),
      ...env,
    };
  }

  launch(options: LaunchOptions = {}): Promise<Portolan> {
    return Portolan.launch(this, options);
  }

  /** Starts the app once more, as a desktop does that opens a link or a second window. */
  async startAgain(...more: string[]): Promise<void> {
    await this.run(this.args(more));
  }

  /** Runs Electron with these arguments; resolves once it has ended by itself, and well. */
  async run(args: readonly string[]): Promise<void> {
    const limits = { timeout: 20_000, killSignal: 'SIGKILL' } as const;
    const child = spawn(electronProgram, args, { env: this.env(), stdio: 'ignore', ...limits });
    expect(await once(child, 'exit')).toEqual([0, null]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}
