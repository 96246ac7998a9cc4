import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { AppSnapshot, Bridge, Input, Output, RequestName } from '../../../src-main/shared/api.ts';
import { firstSettings, type SettingsFile } from '../../../src-main/shared/settings.ts';

export const root = resolve(import.meta.dirname, '../../..');
/** In plain Node, the package is the path of Electron's program. */
export const electronProgram = createRequire(import.meta.url)('electron') as string;

declare global {
  interface Window {
    readonly portolan: Bridge;
  }
}

export interface LaunchOptions {
  /** A kubeconfig's path; null for a home without any. */
  readonly kubeconfig: string | null;
  readonly env?: Readonly<Record<string, string>>;
  /** More arguments for the app. */
  readonly args?: readonly string[];
}

/** A person's computer for one test: a home and data folder that outlive restarts of the app. */
export class TestHome implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Of somebody who knows the way, whom no tour delays. */
  static async create(): Promise<TestHome> {
    const home = await TestHome.ofNewcomer();
    const settings: SettingsFile = { version: 1, ...firstSettings, tourSeen: true };
    await mkdir(home.userData);
    await writeFile(join(home.userData, 'settings.json'), JSON.stringify(settings));
    return home;
  }

  /** Of somebody who never started Portolan. */
  static async ofNewcomer(): Promise<TestHome> {
    return new TestHome(await mkdtemp(join(tmpdir(), 'portolan-e2e-')));
  }

  get userData(): string {
    return join(this.path, 'data');
  }

  /** The app's arguments as a second start would repeat them. */
  args(more: readonly string[] = []): string[] {
    // Chromium's sandbox refuses to run as root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return [...sandbox, `--user-data-dir=${this.userData}`, root, ...more];
  }

  env({ kubeconfig, env = {} }: LaunchOptions): Record<string, string> {
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

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Heard {
  readonly output: Buffer[];
  readonly complaints: string[];
}

/** Listens at once, before there is a window: what is said before somebody listens is lost. */
function listenTo(app: ElectronApplication): Heard {
  const heard: Heard = { output: [], complaints: [] };
  app.process().stdout?.on('data', (chunk: Buffer) => heard.output.push(chunk));
  app.context().on('weberror', (error) => heard.complaints.push(error.error().message));
  app.context().on('console', (message) => {
    if (message.type() === 'error') heard.complaints.push(message.text());
  });
  return heard;
}

/** The running app: its window, its main process and what it printed. */
export class Portolan implements AsyncDisposable {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Kept from the start: Playwright does not know it any more once the app has ended. */
  readonly process: ChildProcess;
  readonly #heard: Heard;

  private constructor(app: ElectronApplication, page: Page, heard: Heard) {
    this.app = app;
    this.page = page;
    this.process = app.process();
    this.#heard = heard;
  }

  static async launch(home: TestHome, options: LaunchOptions): Promise<Portolan> {
    const app = await _electron.launch({
      executablePath: electronProgram,
      args: home.args(options.args),
      env: home.env(options),
      // The system's theme, as `nativeTheme` tells it, not the one Playwright would emulate.
      colorScheme: null,
    });
    const heard = listenTo(app);
    const page = await app.firstWindow();
    // There is a page before there is anything in it.
    await page.locator('#app > :not(.opening)').first().waitFor({ state: 'attached' });
    return new Portolan(app, page, heard);
  }

  /** The lines on standard output so far. */
  get output(): string[] {
    return Buffer.concat(this.#heard.output)
      .toString()
      .split('\n')
      .filter((line) => line !== '');
  }

  /** What the page complained about: errors and refusals by the content security policy. */
  get complaints(): readonly string[] {
    return this.#heard.complaints;
  }

  /** Asks the main process as the window does; a problem is thrown with its code and message. */
  async request<N extends RequestName>(
    name: N,
    ...input: undefined extends Input<N> ? [] : [Input<N>]
  ): Promise<Output<N>> {
    const reply = await this.page.evaluate(([name, input]) => window.portolan.request(name, input), [
      name,
      input[0],
    ] as const);
    if (!reply.ok) throw new Error(`${reply.problem.code}: ${reply.problem.message}`);
    return reply.value as Output<N>;
  }

  snapshot(): Promise<AppSnapshot> {
    return this.request('app.snapshot');
  }

  /** The port on which the named forward's first port pair listens; null while it does not. */
  async port(label: string): Promise<number | null> {
    const { forwards, sessions } = await this.snapshot();
    const forward = forwards.find((each) => each.label === label);
    const state = sessions.find(({ id }) => id === forward?.id)?.state;
    return state?.phase === 'active' ? (state.bound[0]?.endpoints[0]?.port ?? null) : null;
  }

  /** The named forward's phase; null where it is not saved. */
  async phase(label: string): Promise<string | null> {
    const { forwards, sessions } = await this.snapshot();
    const forward = forwards.find((each) => each.label === label);
    return sessions.find(({ id }) => id === forward?.id)?.state.phase ?? null;
  }

  /** Closes the window as a person does; the app goes on. */
  async closeWindow(): Promise<void> {
    await this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  }

  isVisible(): Promise<boolean> {
    return this.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((each) => each.isVisible()),
    );
  }

  /** All of the app's log. */
  async log(): Promise<string> {
    const folder = await this.app.evaluate(({ app }) => app.getPath('logs'));
    const names = await readdir(folder);
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
  }

  /** The lines of the app's log that tell of a fault of our own. */
  async faults(): Promise<string[]> {
    return (await this.log()).split('\n').filter((line) => line.includes('[error]'));
  }

  /** Quits as a person does; resolves with the exit status once the process is gone. */
  async quit(): Promise<number | null> {
    const child = this.process;
    // One that a signal ended has no exit code.
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit') as Promise<[number | null]>;
    // The answer may be lost with the process that gives it.
    await this.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    const [status] = await exited;
    return status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.quit();
  }
}
