import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { addForward } from '../e2e/support/add-forward.ts';
import { expect } from '../e2e/support/expect.ts';
import { median } from '../e2e/support/median.ts';
import { test } from '../e2e/support/on-demo.ts';
import { asPackaged, electronProgram } from '../e2e/support/portolan.ts';
import { TestHome } from '../e2e/support/test-home.ts';

/** Starts of each, in turn: what else the machine does falls on both. */
const rounds = 9;
const most = 1.5;

test('the window can be used within one and a half times what an empty Electron window takes', async ({
  home,
}) => {
  test.setTimeout(300_000);
  {
    await using portolan = await home.launch();
    for (let count = 0; count < 30; count += 1) {
      await addForward(portolan, { label: `web ${count}`, ports: [':http'], start: count < 10 });
    }
  }
  await using empty = await EmptyApp.create();
  const early = await watchFor('[role=row][data-key]', home);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await empty.start());
    ours.push(await startOf(home, early));
  }
  const ratio = median(ours) / median(theirs);
  process.stdout.write(
    `start-up: ${String(median(ours))} ms, an empty window ${String(median(theirs))} ms, ratio ${ratio.toFixed(2)}\n`,
  );
  expect(ratio).toBeLessThan(most);
});

async function startOf(home: TestHome, early: string): Promise<number> {
  await using portolan = await home.launch({ early, env: asPackaged });
  return await pictureAfter(portolan.app);
}

/** Electron with a window that says one word. */
class EmptyApp implements AsyncDisposable {
  readonly #home: TestHome;
  readonly #early: string;

  private constructor(home: TestHome, early: string) {
    this.#home = home;
    this.#early = early;
  }

  static async create(): Promise<EmptyApp> {
    const home = await TestHome.create();
    const folder = join(home.path, 'empty');
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), '{ "name": "empty", "main": "main.cjs" }');
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Empty</title><main>Empty</main>');
    await writeFile(
      join(folder, 'main.cjs'),
      `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'));`,
    );
    return new EmptyApp(home, await watchFor('main', home));
  }

  async start(): Promise<number> {
    const sandbox = this.#home.args().filter((each) => each.startsWith('--'));
    const app = await _electron.launch({
      executablePath: electronProgram,
      args: ['-r', this.#early, ...sandbox, join(this.#home.path, 'empty')],
      env: this.#home.env({ kubeconfig: null }),
      colorScheme: null,
    });
    try {
      return await pictureAfter(app);
    } finally {
      await app.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#home[Symbol.asyncDispose]();
  }
}

/**
 * A script that runs before the app and has the window tell when what a selector finds is first in its picture: of Portolan
 * a row, whose switch can be used.
 */
async function watchFor(selector: string, home: TestHome): Promise<string> {
  const early = join(home.path, 'watch-picture.cjs');
  const inPage = `new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('${selector}') === null) return requestAnimationFrame(look);
      // After the frame in which it is drawn.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    };
    look();
  })`;
  await writeFile(
    early,
    `globalThis.picturedAt = new Promise((resolve) => {
  require('electron').app.on('web-contents-created', (_event, contents) => {
    contents.once('dom-ready', () => resolve(contents.executeJavaScript(${JSON.stringify(inPage)})));
  });
});`,
  );
  return early;
}

declare global {
  /** In milliseconds of the wall clock. */
  var picturedAt: Promise<number> | undefined;
}

/** Milliseconds from the start of the process until the window shows what it is watched for. */
async function pictureAfter(app: ElectronApplication): Promise<number> {
  const pictured = await app.evaluate(() => globalThis.picturedAt);
  const started = await app.evaluate(() => process.getCreationTime() ?? NaN);
  return Math.round((pictured ?? NaN) - started);
}
