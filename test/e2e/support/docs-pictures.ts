import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { differentPart } from './coarse-look.ts';
import { expect } from './expect.ts';
import { paint, type Theme } from './paint.ts';
import { type Portolan, root } from './portolan.ts';
import { shownWords } from './shown-words.ts';

/** Each picture that README.md and docs/ show, with the themes in which they show it. */
export const docsPictures = {
  editor: ['dark'],
  'first-run': ['light', 'dark'],
  forwards: ['light', 'dark'],
  import: ['light'],
  palette: ['light', 'dark'],
  services: ['light'],
  settings: ['light'],
  tour: ['light', 'dark'],
  ways: ['light', 'dark'],
} as const satisfies Record<string, readonly Theme[]>;
export type DocsPicture = keyof typeof docsPictures;

/** Whether the pictures in the repository are made anew. */
export const isUpdating = process.env['UPDATE_DOCS_PICTURES'] === '1';
export const picturesFolder = join(root, 'docs', 'pictures');
export const pictureSize = { width: 1280, height: 800 };

/** Graphs go on and figures change: three hundredths at most were seen. */
const mostDifferent = 0.06;

const remedy = 'Make the pictures anew: UPDATE_DOCS_PICTURES=1 node scripts/test.mjs e2e docs-pictures';

/**
 * Takes a picture of the window. Anew it goes into the repository, with the words that the window shows beside it;
 * otherwise the window must still say these words and look alike, or the picture that people see in the documents is stale.
 */
export async function docsPicture(portolan: Portolan, name: DocsPicture): Promise<void> {
  const folder = isUpdating ? picturesFolder : join(root, 'test-results', 'docs');
  await mkdir(folder, { recursive: true });
  await resize(portolan);
  // No row looks chosen merely because the pointer was left there.
  await portolan.page.mouse.move(0, 0);
  const words = join(picturesFolder, `${name}.txt`);
  if (isUpdating) await writeFile(words, await settledWords(portolan));
  const before = await readFile(words, 'utf8').catch(() => '');
  await expect
    .soft(async () => {
      expect(await shownWords(portolan.page)).toBe(before);
    }, `docs/pictures/${name} shows what the window no longer says. ${remedy}`)
    .toPass({ timeout: 10_000 });
  for (const theme of docsPictures[name]) {
    await paint(portolan, theme);
    const file = `${name}-${theme}.png`;
    const made = await portolan.page.screenshot({ path: join(folder, file), animations: 'disabled' });
    const kept = await readFile(join(picturesFolder, file));
    const different = await differentPart(portolan, made, kept);
    expect.soft(different, `docs/pictures/${file} looks otherwise. ${remedy}`).toBeLessThan(mostDifferent);
  }
}

/** What the window says once it has said nothing else for a second. */
async function settledWords({ page }: Portolan): Promise<string> {
  let words = '';
  await expect
    .poll(
      async () => {
        const before = words;
        words = await shownWords(page);
        return words === before;
      },
      { intervals: [1_000] },
    )
    .toBe(true);
  return words;
}

async function resize({ app, page }: Portolan): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, pictureSize);
  await page.waitForFunction(
    ({ width, height }) => innerWidth === width && innerHeight === height,
    pictureSize,
  );
}
