import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { AppSnapshot, Bridge, Input, Output, RequestName } from '../../../src-main/shared/api.ts';
import type { LaunchOptions, TestHome } from './test-home.ts';

export const root = resolve(import.meta.dirname, '../../..');
/** In plain Node, the package is the path of Electron's program. */
export const electronProgram = createRequire(import.meta.url)('electron') as string;
/** Of an app as people have it: without development's look at every message between the processes. */
export const asPackaged = { ELECTRON_FORCE_IS_PACKAGED: '1' };

declare global {
  interface Window {
    readonly portolan: Bridge;
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
    const early = options.early === undefined ? [] : ['-r', options.early];
    const app = await _electron.launch({
      executablePath: electronProgram,
      args: [...early, ...home.args(options.args)],
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

  /** The rows of a list that have these words. */
  row(words: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ hasText: words });
  }

  /** What the window shows of the forward that is chosen. */
  details(label: string): Locator {
    return this.page.getByRole('complementary', { name: `Details of ${label}` });
  }

  /** What screen readers are told of changes, a paragraph for each, as far as it has these words. */
  announced(words: string | RegExp): Locator {
    return this.page
      .getByRole('log', { name: 'Latest changes' })
      .getByRole('paragraph')
      .filter({ hasText: words });
  }

  async showForwards(): Promise<void> {
    await this.#navigate(/^Forwards/);
  }

  async showCluster(context = 'demo'): Promise<void> {
    await this.#navigate(new RegExp(`^${context}`));
  }

  /** Opens the editor for a new forward to something in the namespace `shop`. */
  async openEditor(target = 'svc/web'): Promise<Locator> {
    await this.page.getByRole('button', { name: 'New forward' }).first().click();
    const editor = this.page.getByRole('dialog', { name: 'New forward' });
    await editor.getByRole('combobox', { name: 'Namespace' }).fill('shop');
    await editor.getByRole('combobox', { name: 'Target' }).fill(target);
    return editor;
  }

  /** Opens the import with this text in it. */
  async openImport(text: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Import and export' }).click();
    await this.page.getByRole('menuitem', { name: 'Import forwards' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Import forwards' });
    await dialog.getByRole('textbox', { name: 'Text or file' }).fill(text);
    return dialog;
  }

  clipboard(): Promise<string> {
    return this.app.evaluate(({ clipboard }) => clipboard.readText());
  }

  /** Whoever is asked from now on where a file is to be saved says there. */
  async savesTo(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  }

  /** Whoever is asked from now on for a file to open says this one. */
  async opensFile(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
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

  async #navigate(name: RegExp): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name }).click();
  }
}
