import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { median } from './support/median.ts';
import { test } from './support/on-demo.ts';
import { electronProgram } from './support/portolan.ts';
import { TestHome } from './support/test-home.ts';

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
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await empty.start());
    ours.push(await startOf(home));
  }
  const ratio = median(ours) / median(theirs);
  process.stdout.write(
    `start-up: ${String(median(ours))} ms, an empty window ${String(median(theirs))} ms, ratio ${ratio.toFixed(2)}\n`,
  );
  expect(ratio).toBeLessThan(most);
});

async function startOf(home: TestHome): Promise<number> {
  await using portolan = await home.launch();
  await expect(portolan.row('web 0').first()).toBeVisible();
  return await paintedAfter(portolan.app);
}

/** Electron with a window that says one word. */
class EmptyApp implements AsyncDisposable {
  readonly #home: TestHome;

  private constructor(home: TestHome) {
    this.#home = home;
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
    return new EmptyApp(home);
  }

  async start(): Promise<number> {
    const sandbox = this.#home.args().filter((each) => each.startsWith('--'));
    const app = await _electron.launch({
      executablePath: electronProgram,
      args: [...sandbox, join(this.#home.path, 'empty')],
      env: this.#home.env({ kubeconfig: null }),
      colorScheme: null,
    });
    try {
      await (await app.firstWindow()).getByText('Empty').waitFor();
      return await paintedAfter(app);
    } finally {
      await app.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#home[Symbol.asyncDispose]();
  }
}

/**
 * Milliseconds from the start of the process until the largest thing that the window shows is painted: of Portolan an entry
 * of the sidebar (rows are shorter), never the word that stands there alone where opening takes long.
 */
async function paintedAfter(app: ElectronApplication): Promise<number> {
  const page = await app.firstWindow();
  const painted = await page.evaluate(async () => {
    const paint = await new Promise<PerformanceEntry>((resolve) => {
      new PerformanceObserver((list) => {
        const latest = list.getEntries().at(-1);
        if (latest !== undefined) resolve(latest);
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    return performance.timeOrigin + paint.startTime;
  });
  const started = await app.evaluate(() => process.getCreationTime() ?? NaN);
  return Math.round(painted - started);
}
