import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Locator, test } from '@playwright/test';
import { barriers } from './barriers.ts';
import { drawn } from './drawn.ts';
import { expect } from './expect.ts';
import { goRound } from './keyboard-round.ts';
import { type Look, looks, plain, wear } from './looks.ts';
import { outOfSight } from './out-of-sight.ts';
import { type Portolan, root } from './portolan.ts';

const folder = join(root, 'test-results', 'views');

/**
 * Pictures of the window, to be looked at: in both themes, in every language, and at 200 %, or in those of these looks
 * that can be had. In each of them axe finds nothing against WCAG 2.2 AA, and nothing is out of sight; in both themes the
 * keyboard goes round, and where it is can be seen. What scrolls shows the `subject`. On the real cluster, where names alone
 * differ (from run to run), all that is looked at in English, and no picture is kept.
 */
export async function picture(
  portolan: Portolan,
  name: string,
  subject?: Locator,
  had: readonly Look[] = looks,
): Promise<void> {
  const isReal = test.info().project.name === 'e2e-real';
  await mkdir(folder, { recursive: true });
  // The element itself: its name is another one in the next language.
  const shown = (await subject?.elementHandle()) ?? null;
  for (const look of had.filter(({ language }) => !isReal || language === 'en')) {
    await wear(portolan, look);
    await shown?.scrollIntoViewIfNeeded();
    await drawn(portolan.page);
    if (!isReal) await take(portolan, `${name}-${look.name}`);
    expect.soft(await outOfSight(portolan), `${name}, ${look.name}`).toEqual([]);
    expect.soft(await barriers(portolan), `${name}, ${look.name}`).toEqual([]);
  }
  const [first = plain] = had;
  for (const theme of ['dark', 'light'] as const) {
    await wear(portolan, { ...first, theme });
    const { stops, missed } = await goRound(portolan);
    const faint = stops.filter(({ contrast }) => contrast < 3);
    expect.soft({ faint, missed }, `${name}, ${theme}, by keyboard`).toEqual({ faint: [], missed: [] });
  }
}

async function take(portolan: Portolan, name: string): Promise<void> {
  // Electron's own picture: Playwright's knows nothing of the zoom, and cuts it. It takes the next frame, and waits for
  // ever where there is none to come (seen once in some thousand).
  const png = Buffer.from(
    await portolan.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const repaint = setInterval(() => contents?.invalidate(), 200);
      const image = await contents?.capturePage().finally(() => clearInterval(repaint));
      return image?.toPNG().toString('base64') ?? '';
    }),
    'base64',
  );
  expect(png.length).toBeGreaterThan(5_000);
  await writeFile(join(folder, `${name}.png`), png);
}
